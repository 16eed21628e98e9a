using System.Globalization;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Identities;

/// <summary>
/// Keeps the numbers that a node gives to its new rows inside a block that is its own, and gets it another one before that runs out. Makes that always go
/// on above the highest row are moved to a new block, above everything, before such rows from elsewhere are written.
/// </summary>
internal sealed class IdentityKeeper(NodeContext node, EngineParts parts) : IDisposable
{
    // Of numbers of 32 bits and less, so that each database can be given this many blocks.
    private const long Shares = 1000;
    private const long SmallestBlock = 10;

    private readonly IdentityLedger _ledger = new(parts.Log, parts.Clock);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<(string SyncSet, string Table), (IdentityState State, IdentityBlock Block)> _current = [];

    /// <summary>Looks at every table that the node numbers. False when it is not yet known which numbers are in use elsewhere.</summary>
    public async Task<bool> TendAsync(CancellationToken cancellationToken)
    {
        var complete = true;
        foreach (var (set, table) in Tables().ToList())
        {
            var state = await node.Connector.Identities.ReadAsync(table, cancellationToken);
            parts.State.Numbers[(set.Name, table.Name, node.Name)] = state;
            if (state is not { CanMove: true }) continue;
            if (AllKnown(set, table)) await TendAsync(set, table, state, cancellationToken);
            else complete = false;
        }

        return complete;
    }

    /// <summary>Moves the numbering above rows that are about to be written, where the make would else follow them.</summary>
    public async Task MakeWayAsync(SyncSetInfo set, IReadOnlyList<ApplyRow> rows, CancellationToken cancellationToken)
    {
        if (!node.Connector.Capabilities.NumbersFollowRows || _current.Count == 0) return;
        foreach (var group in rows.Where(r => r.After is not null && r.Leave is null).GroupBy(r => r.Table.Name))
        {
            if (!_current.TryGetValue((set.Name, group.Key), out var current)) continue;
            var highest = group.Max(r => Number(r.After!, current.State.Column));
            if (highest <= current.Block.Last) continue;
            try
            {
                await MoveAsync(set, group.First().Table, current.State, highest, cancellationToken);
            }
            catch (ConnectorException e) when (e.ErrorClass == ConnectorErrorClass.Transient)
            {
                // An application holds the table. Its rows must not wait for numbers; the next look puts them right.
                EngineLog.NumbersNotMoved(node.Logger, node.Name, group.Key, e.Message);
            }
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>A database that leaves goes on above its own highest number.</summary>
    public static async Task ReturnAsync(INodeConnector connector, EngineParts parts, CancellationToken cancellationToken)
    {
        foreach (var (syncSet, name) in await new IdentityLedger(parts.Log, parts.Clock).TablesOfAsync(connector.Node.Name, cancellationToken))
        {
            if (parts.State.Topology.Sets.GetValueOrDefault(syncSet)?.Table(name)?.Schema is not { } table) continue;
            if (await connector.Identities.ReadAsync(table, cancellationToken) is { CanMove: true } state)
                await connector.Identities.MoveAsync(table, (state.Highest ?? 0) + 1, cancellationToken);
        }
    }

    private async Task TendAsync(SyncSetInfo set, TableSchema table, IdentityState state, CancellationToken cancellationToken)
    {
        var block = await _ledger.FindAsync(set.Name, table.Name, node.Name, cancellationToken);
        if (block is not null && block.Holds(state.Next) && !(block.RunsOutAt(state.Next) && block.Last < state.Largest))
        {
            await _turn.WaitAsync(cancellationToken);
            _current[(set.Name, table.Name)] = (state, block);
            _turn.Release();
            return;
        }

        await MoveAsync(set, table, state, 0, cancellationToken);
    }

    private async Task MoveAsync(SyncSetInfo set, TableSchema table, IdentityState state, long above, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var known = parts.State.Numbers.Where(n => n.Key.SyncSet == set.Name && n.Key.Table == table.Name).Select(n => n.Value).OfType<IdentityState>().Append(state).ToList();
            var largest = known.Min(n => n.Largest);
            var inUse = known.Max(n => Math.Max(n.Highest ?? 0, n.Next == long.MaxValue ? 0 : n.Next - 1));
            if (await _ledger.GiveAsync(set.Name, table.Name, node.Name, Math.Max(above, inUse), Size(set, largest), largest, cancellationToken) is not { } block)
            {
                node.Health.Note($"The numbers that {table.Name} can hold are used up: {node.Name} gets no new ones of its own.");
                return;
            }

            await node.Connector.Identities.MoveAsync(table, block.First, cancellationToken);
            _current[(set.Name, table.Name)] = (state, block);
            EngineLog.NumbersGiven(node.Logger, node.Name, table.Name, block.First, block.Last);
        }
        finally
        {
            _turn.Release();
        }
    }

    private IEnumerable<(SyncSetInfo Set, TableSchema Table)> Tables() =>
        from set in parts.State.Topology.SetsOf(node.Name)
        where parts.Options.IdentityBlocks && set.RouteOf(node.Name).Sends && set.Nodes.Count(n => set.RouteOf(n).Sends) > 1
        from table in set.Tables.Select(t => t.Schema)
        let route = set.RouteOf(node.Name).Tables.GetValueOrDefault(table.Name)
        where route?.PausedReason is null && (route?.Native ?? table).Columns.Any(c => c.IsIdentity)
        select (set, table);

    // A node that can't be reached may use numbers that nobody knows; its rows are compared when it comes back.
    private bool AllKnown(SyncSetInfo set, TableSchema table) => set.Nodes
        .Where(n => set.RouteOf(n).Sends && parts.State.Nodes.TryGetValue(n, out var other) && other.Health.Read().State != Contracts.Databases.DatabaseState.Offline)
        .All(n => parts.State.Numbers.ContainsKey((set.Name, table.Name, n)) || set.RouteOf(n).Tables.GetValueOrDefault(table.Name) is { } route && !route.Native.Columns.Any(c => c.IsIdentity));

    private long Size(SyncSetInfo set, long largest) =>
        largest > int.MaxValue ? parts.Options.IdentityBlockSize : Math.Clamp(largest / (Shares * set.Nodes.Count), SmallestBlock, parts.Options.IdentityBlockSize);

    private static long Number(RowImage row, string column) => !row.TryGet(column, out var value) ? 0 : value.Kind switch
    {
        CellKind.Integer => value.Integer,
        CellKind.Decimal => long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0,
        _ => 0,
    };
}
