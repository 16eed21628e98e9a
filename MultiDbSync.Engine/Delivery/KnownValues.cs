using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Routing;

namespace MultiDbSync.Engine.Delivery;

/// <summary>
/// What the hub knows of a row that a target may still hold: the values along the row's chain, and those that conflicts keep. Whatever of these is there may be
/// replaced.
/// </summary>
/// <param name="Values">Null within: absent.</param>
/// <param name="Gone">Of these, values known in part that the chain deletes further on: whoever deletes a row deletes the columns too that its database lacks.</param>
internal sealed record KnownValues(IReadOnlyList<RowImage?> Values, IReadOnlyCollection<RowImage> Gone)
{
    public static KnownValues Along(IEnumerable<LogEntry> row, TableView view)
    {
        var values = new List<RowImage?>();
        var gone = new HashSet<RowImage>();
        foreach (var entry in view.IsMixed ? Whole([.. row], view) : row)
        {
            values.Add(entry.Before);
            values.AddRange(entry.Replaces);
            if (entry.After is null && view.IsMixed) gone.UnionWith(values.OfType<RowImage>());
            values.Add(entry.After);
        }

        // Where the filter leaves one out, the row may be absent; or still there, if the node itself moved it out.
        if (view.IsFiltered && values.Exists(view.Hides)) values.Add(null);
        return new KnownValues([.. values.Distinct()], gone);
    }

    // What a change's database lacks it has not changed: those columns are as the next change found them.
    private static LogEntry[] Whole(LogEntry[] row, TableView view)
    {
        RowImage? next = null;
        for (var i = row.Length - 1; i >= 0; i--)
        {
            if (view.Lift(row[i].After, next) is { } after && row[i].After is { } known && !Equals(after, known))
                row[i] = row[i] with { Before = Unchanged(row[i].Before, known, after), After = after };
            next = row[i].Before;
        }

        return row;
    }

    private static RowImage? Unchanged(RowImage? before, RowImage known, RowImage after) =>
        before?.With(after.Columns.Where(c => !known.TryGet(c, out _) && !before.TryGet(c, out _)), after);
}
