using System.Text.Json;
using System.Text.Json.Serialization;

namespace MultiDbSync.Contracts.Realtime;

/// <summary>How the records of this assembly are written on every wire: camelCase, enums by name.</summary>
public static class WireJson
{
    /// <summary>The options; read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
