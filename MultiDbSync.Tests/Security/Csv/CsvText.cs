namespace MultiDbSync.Tests.Security.Csv;

/// <summary>Reads a file as a spreadsheet does (RFC 4180).</summary>
internal static class CsvText
{
    private const string Formula = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    public static IReadOnlyList<string> Cells(string text)
    {
        var cells = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var cell = new System.Text.StringBuilder();
            if (text[at] == '"')
            {
                for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    cell.Append(text[at]);
                    if (text[at] == '"') at++;
                }

                at++;
            }
            else
            {
                while (at < text.Length && text[at] is not (',' or '\r')) cell.Append(text[at++]);
            }

            cells.Add(cell.ToString());
            at += at < text.Length && text[at] == '\r' ? 2 : 1;
        }

        return cells;
    }

    public static void AssertNoFormula(string text, string planted)
    {
        var cells = Cells(text);
        Assert.Contains("'" + planted, cells);
        Assert.All(cells.Where(c => c.Length > 0), cell => Assert.False(Formula.Contains(cell[0], StringComparison.Ordinal), $"A spreadsheet would work this out: {cell}"));
    }
}
