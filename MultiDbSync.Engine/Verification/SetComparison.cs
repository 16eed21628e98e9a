using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Verification;

/// <summary>Compares the tables of a sync set on two of its databases while applications go on writing.</summary>
internal sealed class SetComparison(EngineParts parts, SyncSetInfo set, HubSession session)
{
    private const int AtATime = 500;

    /// <exception cref="LoadWaitException">A database can't be compared now.</exception>
    public async Task<SetDifference> CompareAsync(string left, string right, CancellationToken cancellationToken)
    {
        var topology = parts.State.Topology;
        var (here, there) = (Running(left), Running(right));
        await using var a = parts.Connectors.Create(here.Connector.Node, topology);
        await using var b = parts.Connectors.Create(there.Connector.Node, topology);
        var both = new SharedRows(set, left, right);
        var sides = (new ComparedNode(here, a, both.Of(a.Rows)), new ComparedNode(there, b, both.Of(b.Rows)));
        var tables = new List<TableDifference>();
        foreach (var table in new WriteOrder(set).Tables(set)) tables.Add(await CompareAsync(table, sides.Item1, sides.Item2, cancellationToken));
        return new SetDifference(left, right, tables);
    }

    private async Task<TableDifference> CompareAsync(TableSchema table, ComparedNode left, ComparedNode right, CancellationToken cancellationToken)
    {
        var columns = ComparedColumns.Of(set, table, left.Running.Name, right.Running.Name);
        var scan = new TableScan(table, columns, left.Rows, right.Rows);
        var digest = new RowDigest(table, columns);
        var flight = new RowsInFlight(parts, set, session, left, right);
        long missing = 0, extra = 0, different = 0, held = 0;
        await foreach (var keys in scan.DifferingAsync(AtATime, cancellationToken))
        {
            var (rows, waiting) = await flight.SettleAsync(table, digest, keys, cancellationToken);
            held += waiting;
            missing += rows.Count(r => r.Right is null);
            extra += rows.Count(r => r.Left is null);
            different += rows.Count(r => r is { Left: not null, Right: not null });
        }

        return new TableDifference(table.Name, scan.LeftRows, missing, extra, different, held);
    }

    private NodeContext Running(string node) =>
        parts.State.Nodes.GetValueOrDefault(node) ?? throw new LoadWaitException($"{node} does not run now, so it can't be compared.");
}
