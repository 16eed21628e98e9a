using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Engine.Routing;

/// <summary>
/// A change from a database that lacks columns, of a row that the hub no longer remembers, has no values for them. At a target they are what the target
/// holds. Read before the batch and after its state: whatever changes the row in between is found by the guard or makes the batch stale.
/// </summary>
internal static class PartialRows
{
    /// <summary>Why a row waits whose columns nobody can tell.</summary>
    public const string Unknown = "The hub does not know all columns of this row. Change it on a database that has them all.";

    /// <summary>The batch with images that have all columns of the node; a row that is missing there and can't be made whole is to be left alone.</summary>
    public static async Task<ApplyBatch> CompleteAsync(INodeConnector node, ApplyBatch batch, RouteViews views, CancellationToken cancellationToken)
    {
        if (!views.IsMixed) return batch;
        var rows = new List<ApplyRow>(batch.Rows.Count);
        foreach (var row in batch.Rows)
        {
            var view = views.Of(node.Node.Name, row.Table.Name);
            var complete = row.Leave is null && IsPartial(row, view) ? await CompleteAsync(node, row, view, cancellationToken) : row;
            if (complete is not null) rows.Add(complete);
        }

        return batch with { Rows = rows };
    }

    // A value that the hub knows in part only says nothing of a column that is to change: what the target holds there may be in no record.
    private static bool Tells(RowImage? known, RowImage? after, RowImage? found) =>
        known is null || after is null || found is null
        || found.Columns.All(c => known.TryGet(c, out _) || !after.TryGet(c, out var value) || value == found[c]);

    private static bool IsPartial(ApplyRow row, TableView view) => view.Lacks(row.After) || row.Expected?.Any(view.Lacks) == true;

    private static async Task<ApplyRow?> CompleteAsync(INodeConnector node, ApplyRow row, TableView view, CancellationToken cancellationToken)
    {
        var found = await node.Rows.FindAsync(row.Table, row.Key, cancellationToken);
        if (found is not null && row.ReplacedLater.Contains(found)) return null;
        var after = view.Lift(row.After, found);
        return row with
        {
            After = after,
            Expected = row.Expected is null ? null : [.. row.Expected.Where(e => (e is not null && row.Gone.Contains(e)) || Tells(e, after, found)).Select(e => view.Lift(e, found))],
            Leave = view.Lacks(after) ? DeferReason.Rejected : null,
        };
    }
}
