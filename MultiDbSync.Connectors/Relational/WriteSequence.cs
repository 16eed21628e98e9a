namespace MultiDbSync.Connectors.Relational;

/// <summary>
/// The order of a coalesced batch: upserts parents first, then deletions children first, and within that writes of equal shape together, so that they
/// become one statement.
/// </summary>
internal sealed class WriteSequence(RelationalCatalog catalog)
{
    public List<RowWrite> Sort(List<RowWrite> writes)
    {
        if (writes.Count < 2) return writes;
        var levels = catalog.Levels(writes.Select(w => w.Table.Schema.Name));
        return
        [
            .. writes.OrderBy(w => w.Kind == RowWriteKind.Delete)
                .ThenBy(w => w.Kind == RowWriteKind.Delete ? -levels[w.Table.Schema.Name] : levels[w.Table.Schema.Name])
                .ThenBy(w => w.Kind)
                .ThenBy(w => w.Kind == RowWriteKind.Update ? string.Join('\0', w.Columns) : string.Empty, StringComparer.Ordinal),
        ];
    }
}
