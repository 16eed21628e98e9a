using System.Text.RegularExpressions;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Query;

namespace MultiDbSync.Web.Features.Query;

/// <summary>What may stand at the caret: tables and columns of the chosen databases, aliases of the statement, words of their SQL.</summary>
internal sealed partial class SqlCompletion(IReadOnlyDictionary<string, IReadOnlyList<DatabaseTable>> schemas, IReadOnlyList<QueryLanguage> languages)
{
    private readonly List<(DatabaseTable Table, string Detail)> _tables =
    [
        .. schemas.SelectMany(s => s.Value.Select(t => (s.Key, Table: t))).GroupBy(t => t.Table.Name, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.First().Table, g.Count() == schemas.Count ? "table" : $"table, only in {string.Join(", ", g.Select(t => t.Key))}")),
    ];

    public IReadOnlyList<SqlSuggestion> At(string text, int caret)
    {
        var at = Math.Clamp(caret, 0, text.Length);
        var blank = Blanked(text);

        // Inside a literal or a comment.
        if (at > 0 && at <= blank.Length && blank[at - 1] == '\u0001') return [];
        var before = WordPattern().Replace(blank[..at], "");
        var used = Used(blank);
        if (QualifierPattern().Match(before) is { Success: true } qualifier)
            return used.FirstOrDefault(u => Same(u.Alias, Unquoted(qualifier.Groups[1].Value))) is { Table: { } known } ? [.. Columns(known, "", 0)] : [];
        if (TablePlacePattern().IsMatch(before)) return [.. Tables(0)];
        var columns = used.SelectMany(u => Columns(u.Table, used.Count > 1 ? Quoted(u.Alias) + "." : "", 0));
        var aliases = used.Where(u => !Same(u.Alias, u.Table.Name)).Select(u => new SqlSuggestion(u.Alias, Quoted(u.Alias), "alias", u.Table.Name, 1));
        return [.. columns.Concat(aliases).Concat(Tables(2)).Concat(Words()).DistinctBy(s => (s.Label.ToUpperInvariant(), s.Kind))];
    }

    // Tables of FROM and JOIN, also behind commas, with their aliases; the alias is only looked at, as it may be the next FROM.
    private List<(DatabaseTable Table, string Alias)> Used(string text)
    {
        var found = new List<(DatabaseTable, string)>();
        foreach (Match match in SourcePattern().Matches(text))
        {
            var name = Unquoted(match.Groups["name"].Value);
            if (_tables.Find(t => Same(t.Table.Name, name)).Table is not { } table) continue;
            var alias = match.Groups["alias"] is { Success: true, Value: { } given } && !IsKeyword(given) ? Unquoted(given) : table.Name;
            found.Add((table, alias));
        }

        return found;
    }

    private IEnumerable<SqlSuggestion> Tables(int rank) => _tables.Select(t => new SqlSuggestion(t.Table.Name, Quoted(t.Table.Name), "table", t.Detail, rank));

    private IEnumerable<SqlSuggestion> Columns(DatabaseTable table, string prefix, int rank) => table.Columns.Select(c => new SqlSuggestion(
        c.Name, prefix + Quoted(c.Name), "column", $"{table.Name}: {c.Type.ToLowerInvariant()}{(c.IsKey ? ", key" : "")}", rank));

    private IEnumerable<SqlSuggestion> Words() => languages.SelectMany(l => l.Functions).Distinct().Select(f => new SqlSuggestion(f, f, "function", "function", 3))
        .Concat(languages.SelectMany(l => l.Keywords).Distinct().Select(k => new SqlSuggestion(k, k, "keyword", "", 4)));

    // By the first database's rules; on several makes at once no quoting suits all.
    private string Quoted(string name)
    {
        if (languages is not [var language, ..]) return name;
        var plain = PlainPattern().IsMatch(name) && !IsKeyword(name) && (!language.FoldsToLower || !name.Any(char.IsAsciiLetterUpper));
        return plain || name.Contains('.', StringComparison.Ordinal) ? name : $"{language.Quote}{name.Replace($"{language.Quote}", $"{language.Quote}{language.Quote}", StringComparison.Ordinal)}{language.Quote}";
    }

    private bool IsKeyword(string word) => languages.Any(l => l.Keywords.Any(k => Same(k.Split(' ')[0], word)));

    private static string Unquoted(string name) => name.Trim('"', '`');

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // Literals and comments as a character that stands in no statement, so that places stay.
    private static string Blanked(string text) => SkippedPattern().Replace(text, m => new string('\u0001', m.Length));

    [GeneratedRegex(@"'(?:[^']|'')*(?:'|$)|--[^\n]*|/\*[\s\S]*?(?:\*/|$)")]
    private static partial Regex SkippedPattern();

    [GeneratedRegex(@"[\w$""`]*$")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"([\w$]+|""[^""]+""|`[^`]+`)\.$")]
    private static partial Regex QualifierPattern();

    [GeneratedRegex(@"\b(?:FROM|JOIN)\s+$", RegexOptions.IgnoreCase)]
    private static partial Regex TablePlacePattern();

    [GeneratedRegex(@"(?:\b(?:FROM|JOIN)\s+|,\s*)(?<name>[\w$.]+|""[^""]+""|`[^`]+`)(?=(?:\s+(?:AS\s+)?(?<alias>[\w$]+|""[^""]+""|`[^`]+`))?)", RegexOptions.IgnoreCase)]
    private static partial Regex SourcePattern();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex PlainPattern();
}
