using System.Text;

namespace MultiDbSync.Web.Components.Shared;

/// <summary>Comma-separated text after RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
public static class Csv
{
    /// <summary>A header line and the rows; NULL is an empty cell.</summary>
    public static string Write(IEnumerable<string> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder();
        Line(text, columns);
        foreach (var row in rows)
            Line(text, row);
        return text.ToString();
    }

    /// <summary>One cell, quoted and neutralised where needed.</summary>
    public static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "";

        var safe = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static void Line(StringBuilder text, IEnumerable<string?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
}
