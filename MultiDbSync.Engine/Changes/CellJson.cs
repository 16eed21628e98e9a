using System.Globalization;
using System.Text.Json;

namespace MultiDbSync.Engine.Changes;

/// <summary>
/// The canonical encoding of values in the hub store. Null, booleans, integers and text are plain JSON; every other kind is an object with one
/// property that names it, so that no kind can be taken for another: <c>{"r":"0.1"}</c>, <c>{"x":"00FF"}</c>, <c>{"d":"12.50"}</c>.
/// </summary>
internal static class CellJson
{
    private static readonly (CellKind Kind, string Tag)[] Tags =
    [
        (CellKind.Real, "r"), (CellKind.Binary, "x"), (CellKind.Decimal, "d"), (CellKind.Date, "date"), (CellKind.Time, "time"),
        (CellKind.Timestamp, "ts"), (CellKind.TimestampOffset, "tz"), (CellKind.Uuid, "uuid"), (CellKind.Json, "json"),
    ];

    public static void Write(Utf8JsonWriter writer, CellValue value)
    {
        switch (value.Kind)
        {
            case CellKind.Null: writer.WriteNullValue(); break;
            case CellKind.Boolean: writer.WriteBooleanValue(value.Integer != 0); break;
            case CellKind.Integer: writer.WriteNumberValue(value.Integer); break;
            case CellKind.Text: WriteText(writer, value.Text); break;
            default:
                writer.WriteStartObject();
                writer.WriteString(TagOf(value.Kind), value.Kind switch
                {
                    CellKind.Real => RealText(value.Real),
                    CellKind.Binary => Convert.ToHexString(value.Binary.Span),
                    _ => value.Text,
                });
                writer.WriteEndObject();
                break;
        }
    }

    public static CellValue Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return CellValue.Null;
            case JsonTokenType.True: return CellValue.FromBoolean(true);
            case JsonTokenType.False: return CellValue.FromBoolean(false);
            case JsonTokenType.Number: return CellValue.FromInteger(reader.GetInt64());
            case JsonTokenType.String: return CellValue.FromText(reader.GetString()!);
            case JsonTokenType.StartObject: break;
            default: throw new JsonException($"A value can't begin with {reader.TokenType}.");
        }

        reader.Read();
        var tag = reader.GetString()!;
        reader.Read();
        var text = reader.GetString()!;
        reader.Read();
        if (tag == "utf16") return CellValue.FromText(new string(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(Convert.FromHexString(text))));
        var kind = KindOf(tag);
        return kind switch
        {
            CellKind.Real => CellValue.FromReal(ParseReal(text)),
            CellKind.Binary => CellValue.FromBinary(Convert.FromHexString(text)),
            _ => CellValue.FromText(kind, text),
        };
    }

    // Text with a lone surrogate is legal in .NET and illegal in UTF-8: JSON would replace it quietly.
    private static void WriteText(Utf8JsonWriter writer, string text)
    {
        if (IsWellFormed(text))
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("utf16", Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan())));
        writer.WriteEndObject();
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    // "R" keeps every finite value, the sign of zero included; a NaN's payload would be lost, so non-finite values carry their bits.
    private static string RealText(double value) =>
        double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "#" + BitConverter.DoubleToInt64Bits(value).ToString("X16", CultureInfo.InvariantCulture);

    private static double ParseReal(string text) =>
        text.StartsWith('#')
            ? BitConverter.Int64BitsToDouble(long.Parse(text.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string TagOf(CellKind kind) => Array.Find(Tags, t => t.Kind == kind).Tag;

    private static CellKind KindOf(string tag)
    {
        var found = Array.Find(Tags, t => t.Tag == tag);
        return found.Tag is null ? throw new JsonException($"Unknown kind of value '{tag}'.") : found.Kind;
    }
}
