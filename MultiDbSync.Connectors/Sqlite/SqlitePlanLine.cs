using System.Text.RegularExpressions;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>A line of EXPLAIN QUERY PLAN. The text is for people and may change from version to version: what is not known is shown as it stands.</summary>
internal sealed partial record SqlitePlanLine(int Id, int Parent, string Text)
{
    private readonly Match _loop = LoopPattern().Match(Text);

    public bool IsScan => _loop.Success && _loop.Groups["how"].Value == "SCAN";

    /// <summary>The alias of the table that it reads, or null.</summary>
    public string? Reads => _loop.Success ? _loop.Groups["alias"] is { Success: true } alias ? alias.Value : _loop.Groups["name"].Value : null;

    public string? Index => Group("index") ?? (Text.Contains("USING INTEGER PRIMARY KEY", StringComparison.Ordinal) ? "INTEGER PRIMARY KEY" : Text.Contains("USING PRIMARY KEY", StringComparison.Ordinal) ? "PRIMARY KEY" : null);

    public string? Condition => Group("condition");

    /// <summary>Columns of an index that is made for this one statement, or null.</summary>
    public IReadOnlyList<string>? MadeIndex => Text.Contains("USING AUTOMATIC", StringComparison.Ordinal) && Condition is { } condition
        ? [.. TermPattern().Matches(condition).Select(m => m.Groups[1].Value)]
        : null;

    /// <summary>ORDER BY, GROUP BY or DISTINCT, when it sorts for that.</summary>
    public string? SortsFor => SortPattern().Match(Text) is { Success: true } sort ? sort.Groups[1].Value : null;

    public string Action => this switch
    {
        { SortsFor: { } purpose } => $"Sorts for {purpose}",
        { MadeIndex: not null } => "Makes an index for this statement and looks rows up in it",
        { IsScan: true, Index: not null } => Text.Contains("COVERING", StringComparison.Ordinal) ? "Reads a whole index" : "Reads the whole table in the index's order",
        { IsScan: true } => "Reads the whole table",
        { Reads: not null } => Text.Contains("COVERING", StringComparison.Ordinal) ? "Looks rows up in an index that holds all that is needed" : "Looks rows up by an index",
        _ => Words(Text),
    };

    public int DepthIn(IReadOnlyList<SqlitePlanLine> lines) => lines.FirstOrDefault(l => l.Id == Parent && l.Id != Id) is { } parent ? 1 + parent.DepthIn(lines) : 0;

    private static string Words(string text) => text.Split(' ')[0] switch
    {
        "MATERIALIZE" => "Keeps the rows of a subquery",
        "CO-ROUTINE" => "Runs a subquery row by row",
        "CORRELATED" => "Runs a subquery for each row",
        "LIST" or "SCALAR" => "Runs a subquery once",
        "MULTI-INDEX" => "Looks rows up by several indexes",
        "BLOOM" or "CREATE" => "Sorts out rows that can't match (Bloom filter)",
        "COMPOUND" or "UNION" or "INTERSECT" or "EXCEPT" or "MERGE" => "Puts several results together",
        _ => text,
    };

    private string? Group(string name) => _loop.Groups[name] is { Success: true } group ? group.Value : null;

    // Not "SCAN CONSTANT ROW" and "SCAN 2 CONSTANT ROWS". Before 3.36 the word TABLE and the real name stood there as well.
    [GeneratedRegex(@"^(?<how>SCAN|SEARCH) (?!CONSTANT ROW|\d+ CONSTANT ROWS)(?:TABLE )?(?<name>\S+)(?: AS (?<alias>\S+))?(?: USING (?:AUTOMATIC )?(?:PARTIAL )?(?:COVERING )?(?:INTEGER PRIMARY KEY|PRIMARY KEY|INDEX(?: (?<index>[^\s(]\S*))?))?(?: \((?<condition>.*)\))?")]
    private static partial Regex LoopPattern();

    [GeneratedRegex(@"(\w+)[=<>]")]
    private static partial Regex TermPattern();

    [GeneratedRegex(@"^USE TEMP B-TREE FOR (?:.* )?(ORDER BY|GROUP BY|DISTINCT|count\(DISTINCT\))$")]
    private static partial Regex SortPattern();
}
