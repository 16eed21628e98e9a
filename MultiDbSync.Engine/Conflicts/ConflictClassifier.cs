using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts;

/// <summary>Names a conflict between two changes of one row.</summary>
internal static class ConflictClassifier
{
    /// <param name="counters">Columns in which equal values of both sides still are two changes.</param>
    public static ConflictKind Classify(RowImage? seenBefore, RowImage? left, RowImage? right, IReadOnlyList<string>? counters = null)
    {
        if (left is null) return ConflictKind.DeleteUpdate;
        if (right is null) return ConflictKind.UpdateDelete;
        if (seenBefore is null) return ConflictKind.CreateCreate;
        var rightChanges = seenBefore.ChangedColumns(right);
        var overlap = seenBefore.ChangedColumns(left).Any(c => rightChanges.Contains(c) && (left[c] != right[c] || counters?.Contains(c) == true));
        return overlap ? ConflictKind.UpdateUpdate : ConflictKind.DisjointUpdate;
    }
}
