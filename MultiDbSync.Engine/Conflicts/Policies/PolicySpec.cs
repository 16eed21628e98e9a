namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>
/// A table's policy as text: <c>manual</c>, <c>last-write-wins</c>, <c>merge-columns</c> (what overlaps is asked), or
/// <c>merge-columns,last-write-wins</c>.
/// </summary>
public static class PolicySpec
{
    /// <summary>What new tables get.</summary>
    public const string Default = "merge-columns";

    private static readonly Dictionary<string, IResolutionPolicy> Simple = new(StringComparer.Ordinal)
    {
        ["manual"] = new ManualPolicy(),
        ["last-write-wins"] = new LastWriteWinsPolicy(),
    };

    /// <summary>Every accepted text.</summary>
    public static IReadOnlyList<string> Known { get; } = ["manual", "last-write-wins", "merge-columns", "merge-columns,last-write-wins"];

    /// <summary>Reads a policy's text.</summary>
    /// <exception cref="FormatException">It is none; the message lists those that are.</exception>
    public static IResolutionPolicy Parse(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 1 && Simple.TryGetValue(names[0], out var policy)) return policy;
        if (names is ["merge-columns"] or ["merge-columns", "manual"]) return new MergeColumnsPolicy(Simple["manual"]);
        if (names.Length == 2 && names[0] == "merge-columns" && Simple.TryGetValue(names[1], out var next)) return new MergeColumnsPolicy(next);
        throw new FormatException($"'{text}' is no conflict policy. Use one of: {string.Join("; ", Known)}.");
    }
}
