using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts;

/// <summary>Names a conflict between two changes of one row.</summary>
internal static class ConflictClassifier
{
    public static ConflictKind Classify(RowImage? seenBefore, RowImage? left, RowImage? right)
    {
        if (left is null) return ConflictKind.DeleteUpdate;
        if (right is null) return ConflictKind.UpdateDelete;
        if (seenBefore is null) return ConflictKind.CreateCreate;
        var rightChanges = seenBefore.ChangedColumns(right);
        var overlap = seenBefore.ChangedColumns(left).Any(c => rightChanges.Contains(c) && left[c] != right[c]);
        return overlap ? ConflictKind.UpdateUpdate : ConflictKind.DisjointUpdate;
    }
}
