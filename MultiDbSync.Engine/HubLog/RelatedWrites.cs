using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// What else changes when the right side of a constraint's conflict is kept: the holder of the unique value goes back to what it was, the deleted parent
/// comes back, or the children of the row to delete go first.
/// </summary>
internal static class RelatedWrites
{
    public static IReadOnlyList<(TableSchema Table, RowKey Key, RowImage? After, RowImage? Known)> Of(SetLedger ledger, StoredConflict conflict, ConflictChoice choice)
    {
        if (choice != ConflictChoice.KeepRight || conflict.Kind is not (ConflictKind.UniqueKey or ConflictKind.ForeignKey)) return [];
        var writes = new List<(TableSchema, RowKey, RowImage?, RowImage?)>();
        foreach (var related in conflict.Related)
        {
            if (ledger.Table(related.Table) is not { } table) continue;
            var image = RowImage.FromJson(related.Image);
            var before = RowImage.FromJson(related.Before);
            var after = conflict switch
            {
                { Kind: ConflictKind.UniqueKey } => before,
                { Right: null } => null,
                _ => before,
            };
            writes.Add((table, RowKey.Parse(related.Key), after, image));
        }

        return writes;
    }
}
