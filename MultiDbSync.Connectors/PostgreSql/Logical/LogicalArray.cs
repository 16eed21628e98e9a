using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>
/// Array literals of the stream (https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO) as the JSON that <c>to_jsonb</c> makes of the same array,
/// so that both sources of changes tell one value.
/// </summary>
internal static class LogicalArray
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(",}");

    /// <param name="elementType">The element's type without modifier.</param>
    /// <exception cref="FormatException">The text is no array literal.</exception>
    public static string ToJson(string literal, string elementType)
    {
        var buffer = new ArrayBufferWriter<byte>(literal.Length);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            // Bounds other than 1 stand in front: [0:1]={…}.
            var at = literal.StartsWith('[') ? literal.IndexOf('=', StringComparison.Ordinal) + 1 : 0;
            Items(literal, ref at, elementType, writer);
            if (at != literal.Length) throw Invalid(at);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Items(string text, ref int at, string type, Utf8JsonWriter writer)
    {
        if (at >= text.Length || text[at++] != '{') throw Invalid(at);
        writer.WriteStartArray();
        if (at < text.Length && text[at] == '}')
        {
            at++;
            writer.WriteEndArray();
            return;
        }

        while (true)
        {
            Item(text, ref at, type, writer);
            if (at >= text.Length) throw Invalid(at);
            if (text[at++] == ',') continue;
            if (text[at - 1] != '}') throw Invalid(at);
            writer.WriteEndArray();
            return;
        }
    }

    private static void Item(string text, ref int at, string type, Utf8JsonWriter writer)
    {
        if (at >= text.Length) throw Invalid(at);
        if (text[at] == '{')
        {
            Items(text, ref at, type, writer);
            return;
        }

        if (text[at] == '"')
        {
            Value(Quoted(text, ref at), type, writer);
            return;
        }

        var length = text.AsSpan(at).IndexOfAny(Ends);
        if (length < 0) throw Invalid(at);
        var value = text.Substring(at, length);
        at += length;
        if (value == "NULL") writer.WriteNullValue();
        else Value(value, type, writer);
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return value.ToString();
            }

            if (text[at] == '\\' && ++at >= text.Length) break;
            value.Append(text[at]);
        }

        throw Invalid(at);
    }

    private static void Value(string value, string type, Utf8JsonWriter writer)
    {
        switch (type)
        {
            case "boolean":
                writer.WriteBooleanValue(value == "t");
                break;
            case "smallint" or "integer" or "bigint" or "numeric" or "real" or "double precision" when !value.Contains('N', StringComparison.Ordinal) && !value.Contains('I', StringComparison.Ordinal):
                writer.WriteRawValue(value);
                break;
            case "json" or "jsonb":
                writer.WriteRawValue(value);
                break;
            case "timestamp without time zone":
                writer.WriteStringValue(value.Replace(' ', 'T'));
                break;
            case "timestamp with time zone":
                writer.WriteStringValue(value.Contains('+', StringComparison.Ordinal) ? value.Replace(' ', 'T') + ":00" : value);
                break;
            default:
                writer.WriteStringValue(value);
                break;
        }
    }

    // No values in the message: it is shown to people.
    private static FormatException Invalid(int at) => new($"The stream holds an array that can't be read (at character {at}).");
}
