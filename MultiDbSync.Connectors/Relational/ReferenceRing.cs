using System.Data.Common;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Relational;

/// <summary>
/// Rows that refer to each other in a circle can't come or go one by one: first each comes (or stays) with its references empty, then all get their goal. Where
/// a reference can't be NULL the database must let it be deferred. A row whose goal still meets a missing parent leaves the ring, and the others are tried without it.
/// </summary>
internal sealed class ReferenceRing(ApplyScope scope)
{
    /// <summary>Marks the rows that could be written, and returns them.</summary>
    /// <param name="rows">Rows of which a part was written already stay out.</param>
    public async Task<IReadOnlyCollection<RowProgress>> RunAsync(IEnumerable<RowProgress> rows, CancellationToken cancellationToken)
    {
        var ring = rows.Where(r => r is { Left: null, Written: false }).Distinct().ToList();
        while (ring.Count > 1)
        {
            await RelationalRoundTrip.SendAsync(scope.Connection, [ApplyScope.Savepoint(ApplyScope.Ring)], cancellationToken);
            var failed = await FailedAsync(ring, cancellationToken);
            if (failed.Count == 0)
            {
                await RelationalRoundTrip.SendAsync(scope.Connection, [ApplyScope.Release(ApplyScope.Ring)], cancellationToken);
                foreach (var row in ring) row.Written = true;
                return ring;
            }

            await RelationalRoundTrip.SendAsync(scope.Connection, ApplyScope.Undo(ApplyScope.Ring), cancellationToken);
            ring.RemoveAll(failed.Contains);
        }

        return [];
    }

    private async Task<HashSet<RowProgress>> FailedAsync(List<RowProgress> ring, CancellationToken cancellationToken)
    {
        var failed = new HashSet<RowProgress>();
        var tables = ring.Select(r => r.Table.Schema.Name).ToHashSet(StringComparer.Ordinal);
        var goals = new List<RowWrite>();
        foreach (var row in ring)
        {
            var (first, then) = Steps(row, tables);
            if (first is not null && !await TryAsync(first, cancellationToken)) failed.Add(row);
            else if (then is not null) goals.Add(then);
        }

        foreach (var goal in goals)
            if (!await TryAsync(goal, cancellationToken)) failed.Add(goal.Row);
        return failed;
    }

    // References to tables of the ring are left out of the first step.
    private (RowWrite? First, RowWrite? Then) Steps(RowProgress row, HashSet<string> tables)
    {
        var free = scope.Cache.Catalog.OfChild(row.Table.Schema.Name).Where(r => tables.Contains(r.Parent)).SelectMany(r => r.ChildColumns)
            .Where(c => row.Table.Schema.Column(c) is { IsNullable: true } && !row.Table.Schema.Key.Contains(c)).Distinct().ToList();
        if (row.Last.After is null)
        {
            var empty = new RowImage([.. free], [.. free.Select(_ => CellValue.Null)]);
            return (free.Count == 0 ? null : new RowWrite(row, RowWriteKind.Update, empty, free, row.Position), new RowWrite(row, RowWriteKind.Delete, null, [], row.Position));
        }

        var goal = row.Table.Project(row.Last.After);
        if (row.Original is not null)
        {
            var changed = RelationalTable.Differences(goal, row.Original);
            return (null, changed.Count == 0 ? null : new RowWrite(row, RowWriteKind.Update, goal, changed, row.Position));
        }

        var without = new RowImage([.. goal.Columns], [.. goal.Columns.Select(c => free.Contains(c) ? CellValue.Null : goal[c])]);
        var held = free.Where(c => goal.TryGet(c, out var value) && !value.IsNull).ToList();
        return (new RowWrite(row, RowWriteKind.Insert, without, without.Columns, row.Position), held.Count == 0 ? null : new RowWrite(row, RowWriteKind.Update, goal, held, row.Position));
    }

    private async Task<bool> TryAsync(RowWrite write, CancellationToken cancellationToken)
    {
        try
        {
            var other = await RelationalRoundTrip.SendAsync(
                scope.Connection, [ApplyScope.Savepoint(ApplyScope.Step), .. RowStatements.Of([write], scope.Cache.Catalog)], cancellationToken);
            if (other < 0)
            {
                await RelationalRoundTrip.SendAsync(scope.Connection, [ApplyScope.Release(ApplyScope.Step)], cancellationToken);
                return true;
            }
        }
        catch (DbException e) when (scope.Dialect.Classify(e) != RelationalErrorKind.Other)
        {
            // Taken back below.
        }

        await RelationalRoundTrip.SendAsync(scope.Connection, ApplyScope.Undo(ApplyScope.Step), cancellationToken);
        return false;
    }
}
