namespace MultiDbSync.Connectors.Relational;

/// <summary>Makes statements of writes: neighbours of equal shape become one, a row comes once in each.</summary>
internal static class RowStatements
{
    public static IEnumerable<RelationalCommand> Of(IReadOnlyList<RowWrite> writes, RelationalCatalog catalog)
    {
        var group = new List<RowWrite>();
        var rows = new HashSet<RowProgress>();
        var bytes = 0L;
        foreach (var write in writes)
        {
            var size = write.Size;
            if (group.Count > 0 && (!group[0].IsLike(write) || rows.Contains(write.Row) || group.Count >= write.Table.MostRows || bytes + size > write.Table.MostBytes))
            {
                yield return Statement(group, catalog);
                group = [];
                rows.Clear();
                bytes = 0;
            }

            bytes += size;
            group.Add(write);
            rows.Add(write.Row);
        }

        if (group.Count > 0) yield return Statement(group, catalog);
    }

    private static RelationalCommand Statement(List<RowWrite> group, RelationalCatalog catalog)
    {
        var (table, first) = (group[0].Table, group[0]);
        var command = first.Kind switch
        {
            RowWriteKind.Insert => table.Insert(group.ConvertAll(w => w.Image!)),
            RowWriteKind.Update => table.Update(first.Columns, group.ConvertAll(w => (w.Row.First.Key, w.Image!)), Moving(catalog, first)),
            _ => table.Delete(group.ConvertAll(w => w.Row.First.Key), [.. catalog.OfParent(table.Schema.Name).Where(r => r.ActsOnDelete)]),
        };
        return command with { Expected = table.CountsRows ? group.Count : null };
    }

    // A key that would carry the change on to the children: they are never changed behind the hub's back.
    private static List<RelationalReference> Moving(RelationalCatalog catalog, RowWrite first) =>
        [.. catalog.OfParent(first.Table.Schema.Name).Where(r => r.ActsOnUpdate && r.ParentColumns.Any(first.Columns.Contains))];
}
