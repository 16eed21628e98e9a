using MultiDbSync.Contracts.Conflicts;
using static MultiDbSync.Tests.Reliability.Conflicts.Outcome;

namespace MultiDbSync.Tests.Reliability.Conflicts;

/// <summary>What is to come of each kind of conflict by each policy. Right is later, left has the higher priority.</summary>
internal static class ExpectedOutcomes
{
    /// <summary>Policies of rows, in the order of the columns below.</summary>
    public static readonly IReadOnlyList<string> Policies =
    [
        "manual", "last-write-wins", "first-write-wins", "node-priority", "merge-columns", "merge-columns,last-write-wins", "merge-columns,first-write-wins",
        "merge-columns,node-priority",
    ];

    public static readonly IReadOnlyDictionary<ConflictKind, Outcome[]> ByKind = new Dictionary<ConflictKind, Outcome[]>
    {
        [ConflictKind.CreateCreate] = [Ask, Right, Left, Left, Ask, Right, Left, Left],
        [ConflictKind.UpdateUpdate] = [Ask, Right, Left, Left, Ask, MergedRight, MergedLeft, MergedLeft],
        [ConflictKind.DisjointUpdate] = [Merged, Merged, Merged, Merged, Merged, Merged, Merged, Merged],
        [ConflictKind.UpdateDelete] = [Ask, Right, Left, Left, Ask, Right, Left, Left],
        [ConflictKind.DeleteUpdate] = [Ask, Right, Left, Left, Ask, Right, Left, Left],
    };

    /// <summary>Where a kind has a policy of its own.</summary>
    public static readonly IReadOnlyList<string> ConstraintPolicies = ["manual", "last-write-wins", "first-write-wins", "node-priority"];

    /// <summary>A row of the right side has a value that must be unique and that another row, of the left side, has.</summary>
    public static readonly Outcome[] Unique = [Ask, Right, Left, Left];

    /// <summary>One side deletes a row that the other side's new row refers to.</summary>
    public static readonly Outcome[] Reference = [Ask, Right, Left, Left];

    /// <summary>
    /// A number of 10 that becomes 13 left and 14 right, by the policy of its column, in a table that else asks; null where a person decides. And where both
    /// make it 13.
    /// </summary>
    public static readonly IReadOnlyList<(string Policy, long? Different, long Same)> Numbers =
    [
        ("manual", null, 13), ("last-write-wins", 14, 13), ("first-write-wins", 13, 13), ("node-priority", 13, 13), ("max", 14, 13), ("min", 13, 13), ("add-deltas", 17, 16),
    ];
}
