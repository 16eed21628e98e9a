using System.Text;
using System.Text.Json;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Reads rows and keys that the triggers wrote as JSON.</summary>
internal static class PgImage
{
    // to_json puts a JSON column's own document in, however deep it is.
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 600 };

    /// <summary>A row; columns that the shape does not name are left out.</summary>
    public static RowImage DecodeRow(string text, PgShape shape)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, Reading);
        var values = new CellValue?[shape.Columns.Count];
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = shape.IndexOf(reader.GetString()!);
            reader.Read();
            if (index < 0) reader.Skip();
            else values[index] = Value(ref reader, bytes, shape.Columns[index]);
        }

        MarkJsonNulls(bytes.AsSpan((int)reader.BytesConsumed), values, shape);
        return shape.Image(values);
    }

    public static RowKey DecodeKey(string text, IReadOnlyList<PgColumn> key)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, Reading);
        var values = new CellValue[key.Count];
        reader.Read();
        for (var i = 0; i < values.Length && reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++) values[i] = Value(ref reader, bytes, key[i]);
        return RowKey.Of(values);
    }

    // Names of columns that hold the JSON document null, as JSON texts one after the other.
    private static void MarkJsonNulls(ReadOnlySpan<byte> names, CellValue?[] values, PgShape shape)
    {
        while (!names.IsEmpty)
        {
            var reader = new Utf8JsonReader(names, isFinalBlock: false, default);
            if (!reader.Read()) return;
            if (shape.IndexOf(reader.GetString()!) is >= 0 and var index) values[index] = PgCells.Json("null");
            names = names[(int)reader.BytesConsumed..];
        }
    }

    private static CellValue Value(ref Utf8JsonReader reader, byte[] bytes, PgColumn column)
    {
        if (column.Type == CanonicalType.Json && reader.TokenType != JsonTokenType.Null) return PgCells.Json(Raw(ref reader, bytes));
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return CellValue.Null;
            case JsonTokenType.True: return column.Type == CanonicalType.Boolean ? CellValue.FromBoolean(true) : CellValue.FromText("true");
            case JsonTokenType.False: return column.Type == CanonicalType.Boolean ? CellValue.FromBoolean(false) : CellValue.FromText("false");
            case JsonTokenType.String: return Text(reader.GetString()!, column);
            case JsonTokenType.Number: return Text(Raw(ref reader, bytes), column);
            default: return CellValue.FromText(Raw(ref reader, bytes));
        }
    }

    // A column that was given another type after the triggers were made: carried as the database spells it, until they are made anew.
    private static CellValue Text(string text, PgColumn column)
    {
        try
        {
            return PgCells.Parse(column, text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return CellValue.FromText(text);
        }
    }

    private static string Raw(ref Utf8JsonReader reader, byte[] bytes)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetString(bytes, start, (int)reader.BytesConsumed - start);
    }
}
