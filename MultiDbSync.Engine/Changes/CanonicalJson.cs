using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MultiDbSync.Engine.Changes;

/// <summary>
/// One spelling for each JSON document: no white space, object members sorted by name (the last of equal names counts), numbers as
/// <see cref="CanonicalText.Decimal"/> writes them. Databases that parse what they store give it back in a spelling of their own.
/// </summary>
public static class CanonicalJson
{
    private const int MostLevels = 512;
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MostLevels };
    private static readonly JsonWriterOptions Writing = JsonText.WriterOptions with { MaxDepth = MostLevels };

    /// <summary>The canonical spelling, or null for text that is not JSON.</summary>
    public static string? Of(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Reading);
            var buffer = new ArrayBufferWriter<byte>(text.Length);
            using (var writer = new Utf8JsonWriter(buffer, Writing)) Write(writer, document.RootElement);
            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string in it that is no Unicode text (a lone surrogate escape).
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject()) members[member.Name] = member.Value;
                foreach (var (name, value) in members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(CanonicalText.Decimal(element.GetRawText()) ?? element.GetRawText());
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
