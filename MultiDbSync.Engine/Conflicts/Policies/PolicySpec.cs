namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>
/// Names of policies. A row's is <c>manual</c>, <c>last-write-wins</c>, <c>first-write-wins</c>, <c>node-priority</c>, <c>keep-both</c> (rows created on both
/// sides only), <c>merge-columns</c> (what overlaps is asked), or <c>merge-columns</c> followed by a comma and what settles the overlap. A column's is
/// <c>manual</c>, one that chooses a side, or for numbers <c>max</c>, <c>min</c>, <c>add-deltas</c>.
/// </summary>
public static class PolicySpec
{
    /// <summary>What new tables get.</summary>
    public const string Default = "merge-columns";

    private static readonly ManualPolicy Manual = new();
    private static readonly WinnerPolicy[] Winners =
        [new("last-write-wins", SideOrder.Later), new("first-write-wins", SideOrder.Earlier), new("node-priority", SideOrder.Prior)];

    private static readonly Dictionary<string, IResolutionPolicy> Rows = RowPolicies().ToDictionary(p => p.Name, StringComparer.Ordinal);
    private static readonly Dictionary<string, IColumnPolicy> Columns = ColumnPolicies().ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>Every policy for a row of a table.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Rows.Keys.Where(name => name != KeepBoth)];

    /// <summary>Every policy for some kind of conflict.</summary>
    public static IReadOnlyList<string> KnownForKinds { get; } = [.. Rows.Keys];

    /// <summary>Every policy for a column.</summary>
    public static IReadOnlyList<string> KnownForColumns { get; } = [.. Columns.Keys];

    /// <summary>Policies for keys that other rows hold, or rows that are gone: a side stands, or a person decides.</summary>
    public static IReadOnlyList<string> KnownForConstraints { get; } = [Manual.Name, .. Winners.Select(w => w.Name)];

    internal const string KeepBoth = "keep-both";

    /// <summary>Reads a row policy's name.</summary>
    /// <exception cref="FormatException">It is none; the message lists those that are.</exception>
    public static IResolutionPolicy Parse(string text)
    {
        var name = string.Join(',', text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (name == "merge-columns,manual") name = Default;
        return Rows.TryGetValue(name, out var policy) ? policy : throw new FormatException($"'{text}' is no conflict policy. Use one of: {string.Join("; ", Known)}.");
    }

    /// <summary>Reads a column policy's name.</summary>
    /// <exception cref="FormatException">It is none; the message lists those that are.</exception>
    internal static IColumnPolicy ParseColumn(string text) =>
        Columns.TryGetValue(text.Trim(), out var policy)
            ? policy
            : throw new FormatException($"'{text}' is no policy for a column. Use one of: {string.Join("; ", KnownForColumns)}.");

    private static IEnumerable<IResolutionPolicy> RowPolicies() =>
        [Manual, .. Winners, new MergeColumnsPolicy(Manual), .. Winners.Select(w => new MergeColumnsPolicy(w)), new KeepBothPolicy()];

    private static IEnumerable<IColumnPolicy> ColumnPolicies() =>
        [Manual, .. Winners, new ExtremePolicy("max", 1), new ExtremePolicy("min", -1), new AddDeltasPolicy()];
}
