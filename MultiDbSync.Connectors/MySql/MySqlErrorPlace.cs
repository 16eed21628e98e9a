using System.Globalization;
using System.Text.RegularExpressions;
using MultiDbSync.Connectors.Relational.Plans;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Finds where in a person's text an error is. The server tells no offset: of syntax errors it tells the line and quotes what follows, of names it tells the name.
/// </summary>
internal static partial class MySqlErrorPlace
{
    /// <param name="prefix">Characters before the person's text in what the server saw; on its first line.</param>
    public static int? Find(string sql, string message, string prefix)
    {
        if (NearPattern().Match(message) is { Success: true } near) return Near(sql, near.Groups["text"].Value, int.Parse(near.Groups["line"].Value, CultureInfo.InvariantCulture), prefix);
        if (NamePattern().Match(message) is not { Success: true } named) return null;

        // "Unknown column 'b.x'", "Table 'database.x' doesn't exist": the last part is what stands in the text.
        var name = named.Groups["name"].Value.Split('.')[^1];
        var place = MySqlPlanDialect.Instance.Tokens(sql).FirstOrDefault(t => t.IsName && string.Equals(t.Text, name, StringComparison.OrdinalIgnoreCase));
        return place.Text is null ? null : place.Start;
    }

    private static int? Near(string sql, string text, int line, string prefix)
    {
        // At the end of the text nothing follows.
        if (text.Length == 0) return sql.TrimEnd().Length;
        var start = 0;
        for (var i = 1; i < line && start < sql.Length; i++)
        {
            var next = sql.IndexOf('\n', start);
            if (next < 0) break;
            start = next + 1;
        }

        var at = sql.IndexOf(text, start, StringComparison.Ordinal);

        // What is quoted may be cut in the middle of a character, or begin in the prefix.
        if (at < 0 && text.Length > 20) at = sql.IndexOf(text[..20], start, StringComparison.Ordinal);
        return at >= 0 ? at : prefix.Contains(text.Split(' ')[0], StringComparison.Ordinal) ? 0 : null;
    }

    [GeneratedRegex(@"near '(?<text>.*)' at line (?<line>\d+)", RegexOptions.Singleline)]
    private static partial Regex NearPattern();

    [GeneratedRegex(@"^(?:Unknown (?:column|table)|Table|Column|FUNCTION|View) '?(?<name>[^']+?)'? (?:in |doesn't|does not|is |$)|^Unknown table '(?<name>[^']+)'")]
    private static partial Regex NamePattern();
}
