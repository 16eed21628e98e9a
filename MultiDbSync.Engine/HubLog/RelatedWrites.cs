using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// What else changes when the right side of a constraint's conflict is kept: the holder of the unique value goes back to what it was, the deleted parent
/// comes back, or the children of the row to delete go first. A related row that moved on and is no longer in the way is left as it is; one that moved on
/// and still is in the way must be looked at again: its new value is in no record yet.
/// </summary>
internal sealed record RelatedWrites(IReadOnlyList<RelatedWrites.Write> Writes, IReadOnlyList<RelatedRowImage>? Moved)
{
    public static RelatedWrites Of(SetLedger ledger, StoredConflict conflict, ConflictChoice choice)
    {
        if (choice != ConflictChoice.KeepRight || conflict.Kind is not (ConflictKind.UniqueKey or ConflictKind.ForeignKey)) return new RelatedWrites([], null);
        var writes = new List<Write>();
        var now = new List<RelatedRowImage>();
        var moved = false;
        foreach (var related in conflict.Related)
        {
            if (ledger.Table(related.Table) is not { } table) continue;
            var key = RowKey.Parse(related.Key);
            var head = ledger.Heads.Find(table.Name, table.FormOf(key));
            var seen = RowImage.FromJson(related.Image);
            var current = head is null ? seen : head.After;
            if (!IsInTheWay(ledger, conflict, table, current)) continue;
            moved |= !Equals(current, seen);
            now.Add(related with { Image = current?.ToJson() });
            var gone = conflict is { Kind: ConflictKind.ForeignKey, Right: null };
            writes.Add(new Write(table, key, gone ? null : Whole(ledger, table, current, RowImage.FromJson(related.Before)), current));
        }

        return new RelatedWrites(writes, moved ? now : null);
    }

    // A row that comes back, which the hub knows in part only: what nobody can tell any more is NULL.
    private static RowImage? Whole(SetLedger ledger, TableSchema table, RowImage? current, RowImage? after)
    {
        var view = ledger.Views.OfWhole(table.Name);
        return current is null ? view.Fill(after) : view.Lift(after, current);
    }

    private static bool IsInTheWay(SetLedger ledger, StoredConflict conflict, TableSchema table, RowImage? current)
    {
        if (conflict.Kind == ConflictKind.ForeignKey && conflict.Right is not null) return current is null;
        if (current is null) return false;
        if (conflict.Kind == ConflictKind.UniqueKey)
        {
            return conflict.Right is not null && table.UniqueKeys.Any(
                u => table.FormOf(u.Columns, current) is { } held && held == table.FormOf(u.Columns, conflict.Right));
        }

        return ledger.Table(conflict.Table) is { } parent && conflict.Base is not null && table.ForeignKeys.Any(
            k => k.ParentTable == parent.Name && ValueForm.Of(current, k.Columns) is { } value && value == ValueForm.Of(conflict.Base, k.ParentColumns));
    }

    /// <summary>One write beside the conflict's own row.</summary>
    /// <param name="Known">What it replaces; the conflict's record has it.</param>
    internal sealed record Write(TableSchema Table, RowKey Key, RowImage? After, RowImage? Known);
}
