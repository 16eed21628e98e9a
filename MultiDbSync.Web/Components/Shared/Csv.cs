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

        var safe = StartsFormula(value[0]) ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // Some spreadsheets take the full-width forms for the others: https://owasp.org/www-community/attacks/CSV_Injection
    private static bool StartsFormula(char first) => first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20';

    private static void Line(StringBuilder text, IEnumerable<string?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
}
