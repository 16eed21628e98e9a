using System.Data.Common;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational;

/// <summary>
/// Rows that hold each other's unique values (swapped, or in a ring) can't be written one by one: first each lets go of its values (NULL, or a value that
/// nobody has), then all get their new ones. Nothing is deleted for that, so no key cascades. A row that clashes with one outside leaves the ring, and the
/// others are tried without it.
/// </summary>
internal sealed class UniqueRing(ApplyScope scope)
{
    /// <summary>Marks the rows that could be written.</summary>
    public async Task RunAsync(IEnumerable<RowProgress> rows, CancellationToken cancellationToken)
    {
        var ring = rows.Where(r => r.Left is { IsClash: true } && !r.Written).ToList();
        while (ring.Count > 1)
        {
            await RelationalRoundTrip.SendAsync(scope.Connection, [ApplyScope.Savepoint(ApplyScope.Ring)], cancellationToken);
            var clash = await FirstClashAsync(ring, cancellationToken);
            if (clash is null)
            {
                await RelationalRoundTrip.SendAsync(scope.Connection, [ApplyScope.Release(ApplyScope.Ring)], cancellationToken);
                foreach (var row in ring) (row.Left, row.Written, row.Position) = (null, true, row.Last.Position);
                return;
            }

            await RelationalRoundTrip.SendAsync(scope.Connection, ApplyScope.Undo(ApplyScope.Ring), cancellationToken);
            ring.Remove(clash);
        }
    }

    private async Task<RowProgress?> FirstClashAsync(List<RowProgress> ring, CancellationToken cancellationToken)
    {
        foreach (var row in ring)
            if (LettingGo(row) is { } write && !await TryAsync(write, cancellationToken)) return row;
        foreach (var row in ring)
            if (Goal(row) is { } write && !await TryAsync(write, cancellationToken)) return row;
        return null;
    }

    private RowWrite? LettingGo(RowProgress row)
    {
        if (row.Original is null) return null;
        if (row.Last.After is null) return new RowWrite(row, RowWriteKind.Delete, null, [], row.Position);
        var goal = row.Table.Project(row.Last.After);
        var table = scope.Cache.Catalog.Find(row.Table.Schema.Name) ?? row.Table.Schema;
        var moved = RelationalTable.Differences(goal, row.Original).Where(c => table.UniqueKeys.Any(u => u.Columns.Contains(c))).ToList();
        var columns = new List<string>();
        var values = new List<CellValue>();
        foreach (var column in moved.Select(c => table.Column(c)!))
        {
            if (!column.IsNullable && row.Table.Placeholder(column) is null) continue;
            columns.Add(column.Name);
            values.Add(column.IsNullable ? CellValue.Null : row.Table.Placeholder(column)!.Value);
        }

        return columns.Count == 0 ? null : new RowWrite(row, RowWriteKind.Update, new RowImage([.. columns], [.. values]), columns, row.Position);
    }

    private static RowWrite? Goal(RowProgress row)
    {
        if (row.Last.After is null) return null;
        var goal = row.Table.Project(row.Last.After);
        if (row.Original is null) return new RowWrite(row, RowWriteKind.Insert, goal, goal.Columns, row.Position);
        var changed = RelationalTable.Differences(goal, row.Original);
        return changed.Count == 0 ? null : new RowWrite(row, RowWriteKind.Update, goal, changed, row.Position);
    }

    private async Task<bool> TryAsync(RowWrite write, CancellationToken cancellationToken)
    {
        try
        {
            return await RelationalRoundTrip.SendAsync(scope.Connection, [.. RowStatements.Of([write], scope.Cache.Catalog)], cancellationToken) < 0;
        }
        catch (DbException e) when (scope.Dialect.Classify(e) != RelationalErrorKind.Other)
        {
            return false;
        }
    }
}
