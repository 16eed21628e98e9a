using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Relational;

/// <summary>
/// What is asked once all rows are written: has an application been quicker (guard), and does each row hold what was sent (it may have been rounded, or
/// changed by a trigger of the application).
/// </summary>
internal sealed class WrittenRows(IReadOnlyDictionary<RowId, RowProgress> rows, Dictionary<RowId, RowRefusal> exclude)
{
    private readonly Dictionary<RowId, RowImage> _there = [];

    public void Hit(RowId id)
    {
        if (rows.TryGetValue(id, out var row) && row.Written) exclude[id] = new RowRefusal(DeferReason.LocalChange);
    }

    public IEnumerable<RelationalCommand> Reads()
    {
        foreach (var table in rows.Values.Where(r => r.Written).GroupBy(r => r.Table))
        {
            foreach (var chunk in table.Chunk(table.Key.MostRows))
            {
                yield return table.Key.Read([.. chunk.Select(r => r.First.Key)], reader =>
                {
                    var image = table.Key.ReadImage(reader);
                    _there[RowId.Of(table.Key.Schema, table.Key.Schema.KeyOf(image))] = image;
                });
            }
        }
    }

    public void Compare()
    {
        foreach (var (id, row) in rows)
            if (row.Written && !exclude.ContainsKey(id) && Altered(row, _there.GetValueOrDefault(id)) is { } why) exclude[id] = RowRefusal.Rejected(why);
    }

    private static string? Altered(RowProgress row, RowImage? now)
    {
        if (row.Last.After is null) return now is null ? null : "The row can't be deleted: something in the database puts it back.";
        if (now is null) return "The row does not stay: something in the database takes it away.";
        var changed = RelationalTable.Differences(row.Table.Project(row.Last.After), now);
        return changed.Count == 0 ? null : $"Column '{changed[0]}' does not keep the value: its type or a trigger of the application makes another one of it.";
    }
}
