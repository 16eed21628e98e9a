using System.Text.Encodings.Web;
using System.Text.Json;

namespace MultiDbSync.Engine.Changes;

internal static class JsonText
{
    // The hub store is read by this program alone, never put into a page: plain UTF-8 keeps it short and readable.
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
