using System.Text;
using System.Text.Json;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>JSON arrays as array literals (https://www.postgresql.org/docs/current/arrays.html#ARRAYS-INPUT).</summary>
internal static class PgArrayLiteral
{
    /// <summary>The literal, or null for JSON that is no array or mixes arrays with values.</summary>
    public static string? Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Array) return null;
        var text = new StringBuilder();
        return Write(text, document.RootElement) ? text.ToString() : null;
    }

    private static bool Write(StringBuilder text, JsonElement array)
    {
        text.Append('{');
        var first = true;
        bool? nested = null;
        foreach (var item in array.EnumerateArray())
        {
            if (!first) text.Append(',');
            first = false;
            var isArray = item.ValueKind == JsonValueKind.Array;
            if ((nested ??= isArray) != isArray) return false;
            if (isArray)
            {
                if (!Write(text, item)) return false;
            }
            else
            {
                Element(text, item);
            }
        }

        text.Append('}');
        return true;
    }

    private static void Element(StringBuilder text, JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Null)
        {
            text.Append("NULL");
            return;
        }

        var value = item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText();
        text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\') text.Append('\\');
            text.Append(c);
        }

        text.Append('"');
    }
}
