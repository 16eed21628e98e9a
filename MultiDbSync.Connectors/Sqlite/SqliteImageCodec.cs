using System.Globalization;
using System.Text;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Reads what <see cref="SqliteImageSql"/> wrote.</summary>
internal sealed class SqliteImageCodec
{
    // Columns of a table come in the same order again and again: its names are made once.
    private string[] _columns = [];

    /// <summary>A row's image.</summary>
    /// <exception cref="FormatException">The text is not an image.</exception>
    public RowImage DecodeImage(string text)
    {
        var columns = _columns;
        var values = new List<CellValue>(columns.Length);
        var own = false;
        for (var at = 0; at < text.Length; at++)
        {
            var name = ReadName(text, ref at, values.Count < columns.Length ? columns[values.Count] : null);
            if (values.Count >= columns.Length || !ReferenceEquals(columns[values.Count], name))
            {
                if (!own) columns = [.. columns.Take(values.Count)];
                own = true;
                columns = [.. columns, name];
            }

            values.Add(ReadLiteral(text, ref at));
            if (at < text.Length && text[at] != ',') throw Invalid(at);
        }

        if (columns.Length != values.Count) columns = columns[..values.Count];
        _columns = columns;
        return new RowImage(columns, [.. values]);
    }

    /// <summary>A row's key.</summary>
    /// <exception cref="FormatException">The text is not a key.</exception>
    public static RowKey DecodeKey(string text)
    {
        var values = new List<CellValue>(1);
        for (var at = 0; at < text.Length; at++)
        {
            values.Add(ReadLiteral(text, ref at));
            if (at < text.Length && text[at] != ',') throw Invalid(at);
        }

        return RowKey.Of(values.ToArray());
    }

    private static string ReadName(string text, ref int at, string? expected)
    {
        if (text[at] != '"') throw Invalid(at);
        var start = at + 1;
        if (expected is not null && string.CompareOrdinal(text, start, expected, 0, expected.Length) == 0 && !expected.Contains('"', StringComparison.Ordinal)
            && start + expected.Length + 1 < text.Length && text[start + expected.Length] == '"' && text[start + expected.Length + 1] == '=')
        {
            at = start + expected.Length + 2;
            return expected;
        }

        var name = ReadQuoted(text, ref at, '"');
        if (at >= text.Length || text[at++] != '=') throw Invalid(at);
        return name;
    }

    private static CellValue ReadLiteral(string text, ref int at)
    {
        if (at >= text.Length) throw Invalid(at);
        switch (text[at])
        {
            case '\'': return CellValue.FromText(ReadQuoted(text, ref at, '\''));
            case 'X': return CellValue.FromBinary(ReadHex(text, ref at));
            case 'T': return CellValue.FromText(Encoding.UTF8.GetString(ReadHex(text, ref at)));
            case 'W': return CellValue.FromText(Encoding.Unicode.GetString(ReadHex(text, ref at)));
            case 'V': return CellValue.FromText(Encoding.BigEndianUnicode.GetString(ReadHex(text, ref at)));
        }

        var start = at;
        while (at < text.Length && text[at] != ',') at++;
        return Number(text.AsSpan(start, at - start), start);
    }

    private static CellValue Number(ReadOnlySpan<char> text, int at)
    {
        if (text is "NULL") return CellValue.Null;
        if (text is "Inf" or "+Inf") return CellValue.FromReal(double.PositiveInfinity);
        if (text is "-Inf") return CellValue.FromReal(double.NegativeInfinity);
        if (text.ContainsAny('e', '.') && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)) return SqliteCells.Real(real);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? CellValue.FromInteger(integer) : throw Invalid(at);
    }

    private static byte[] ReadHex(string text, ref int at)
    {
        at++;
        var end = at < text.Length && text[at] == '\'' ? text.IndexOf('\'', at + 1) : -1;
        if (end < 0) throw Invalid(at);
        var bytes = Convert.FromHexString(text.AsSpan(at + 1, end - at - 1));
        at = end + 1;
        return bytes;
    }

    private static string ReadQuoted(string text, ref int at, char quote)
    {
        var start = ++at;
        var doubled = false;
        for (; ; at++)
        {
            at = text.IndexOf(quote, at);
            if (at < 0) throw Invalid(start);
            if (at + 1 >= text.Length || text[at + 1] != quote) break;
            doubled = true;
            at++;
        }

        var content = text.AsSpan(start, at - start);
        at++;
        var name = quote.ToString();
        return doubled ? content.ToString().Replace(name + name, name, StringComparison.Ordinal) : content.ToString();
    }

    // The text holds row values, so the message gives the place only.
    private static FormatException Invalid(int at) => new($"The change log holds an image that can't be read (at character {at}).");
}
