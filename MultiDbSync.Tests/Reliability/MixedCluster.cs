using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability;

/// <summary>The real hub and databases of any makes, moved step by step: the first has the tables, the others are given them in their own terms.</summary>
internal sealed class MixedCluster : IAsyncDisposable
{
    public const string SetName = "set";

    private readonly TempHub _hub;
    private readonly HubSession _session;
    private readonly HubLog _log;
    private readonly DeliveryPlanner _planner;
    private readonly Dictionary<string, (TestDatabase Database, INodeConnector Node)> _nodes;

    private MixedCluster(TempHub hub, HubSession session, Dictionary<string, (TestDatabase, INodeConnector)> nodes, TopologySnapshot topology)
    {
        (_hub, _session, _nodes, Topology) = (hub, session, nodes, topology);
        _log = new HubLog(hub.Store, TimeProvider.System, EngineSafeties.AllOn);
        _planner = new DeliveryPlanner(session, EngineSafeties.AllOn);
    }

    public TopologySnapshot Topology { get; }

    public SyncSetInfo Set => Topology.Sets[SetName];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="makes">The first is the source; nodes are called by their make, a second one of a make with a 2 behind it.</param>
    /// <param name="schema">The source's tables, in its SQL.</param>
    public static Task<MixedCluster> CreateAsync(Func<TestDatabase, string> schema, string policy, params string[] makes) => CreateAsync(schema, _ => policy, makes);

    /// <param name="policy">By table. The first database has the highest priority.</param>
    public static async Task<MixedCluster> CreateAsync(Func<TestDatabase, string> schema, Func<string, string> policy, params string[] makes)
    {
        var hub = await TempHub.CreateAsync(Cancel);
        var databases = new List<TestDatabase>();
        foreach (var make in makes) databases.Add(await TestDatabase.CreateAsync(make, databases.Exists(d => d.Info.Name == make) ? make + "2" : make));
        databases[0].Run(schema(databases[0]));
        var agreed = await databases[0].Connector.Schema.ReadAsync(Cancel);
        var routes = new Dictionary<string, RouteInfo>();
        foreach (var database in databases.Skip(1)) routes.Add(database.Info.Name, new RouteInfo(database.Info.Name) { Tables = await MakeTablesAsync(database.Connector, agreed) });
        var set = new SyncSetInfo(SetName, true, SyncMode.RealTime, null, "UTC", [.. agreed.Select(t => new SyncTableInfo(t, policy(t.Name)))], [.. databases.Select(d => d.Info.Name)]) { Routes = routes };
        var topology = new TopologySnapshot(databases.ToDictionary(d => d.Info.Name, d => d.Info with { Priority = d == databases[0] ? 1 : 0 }), new Dictionary<string, SyncSetInfo> { [SetName] = set });
        var nodes = databases.ToDictionary(d => d.Info.Name, d => (d, RoutedNode.Over(d.Connector, topology)));
        foreach (var (_, node) in nodes.Values)
            await node.Installer.InstallAsync(new CaptureInstallation(hub.Store.HubId, hub.Store.Incarnation, [new(SetName, agreed, 0)]), Cancel);
        return new MixedCluster(hub, await HubSession.OpenAsync(hub.Store, Cancel), nodes, topology);
    }

    public TestDatabase Database(string node) => _nodes[node].Database;

    public INodeConnector Node(string node) => _nodes[node].Node;

    /// <summary>A table's rows in the set's terms, by key.</summary>
    public async Task<Dictionary<string, RowImage>> RowsAsync(string node, string table)
    {
        var rows = new Dictionary<string, RowImage>();
        var agreed = Set.Table(table)!.Schema;
        await foreach (var row in Node(node).Rows.ReadAsync(agreed, Cancel)) rows.Add(agreed.KeyOf(row).Text, row);
        return rows;
    }

    /// <summary>Reads every node, delivers to every node, until nothing moves any more. Returns what nodes refused.</summary>
    public async Task<List<(string Node, RowOutcome Row)>> SettleAsync(int rounds = 3)
    {
        var refused = new List<(string, RowOutcome)>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, (_, node)) in _nodes)
            {
                var read = await node.Changes.ReadAsync(5000, Cancel);
                var result = await _log.CommitAsync(new Origin(name, 1), read, Topology, Cancel);
                Assert.Equal(CommitStatus.Committed, result.Status);
                await node.Changes.DeleteAsync(read, Cancel);
                var delivery = new NodeDelivery(node, _planner, TimeProvider.System);
                DeliveryOutcome outcome;
                do
                {
                    outcome = await delivery.StepAsync(new Origin(name, 1), Set, Cancel);
                    Assert.Equal(ApplyStatus.Applied, outcome.Status);
                    refused.AddRange(outcome.Rejected.Select(r => (name, r)));
                }
                while (outcome.Entries > 0);
                await delivery.RetryAsync(new Origin(name, 1), Set, Cancel);
            }
        }

        return refused;
    }

    public Task<NodeState> StateAsync(string node) => Node(node).Applier.ReadStateAsync(SetName, Cancel);

    public async Task<ResolveOutcome> DecideAsync(ConflictEntity conflict, ConflictChoice choice) =>
        await new ConflictResolver(_log, TimeProvider.System).ResolveAsync(new ConflictDecision(conflict.Id, conflict.Version, choice, null, "test", null), Topology, Cancel);

    public async Task<List<ConflictEntity>> ConflictsAsync()
    {
        await using var db = _hub.Store.CreateContext();
        return await db.Conflicts.AsNoTracking().Include(c => c.Sides).OrderBy(c => c.Id).ToListAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        // The routed node is the database's own connector under another guise.
        foreach (var (database, _) in _nodes.Values) await database.DisposeAsync();

        await _session.DisposeAsync();
        await _log.DisposeAsync();
        await _hub.DisposeAsync();
    }

    private static async Task<Dictionary<string, TableRoute>> MakeTablesAsync(INodeConnector node, IReadOnlyList<TableSchema> agreed)
    {
        var mapped = node.SchemaWriter.Map(agreed);
        var script = node.SchemaWriter.Create(agreed);
        await node.SchemaWriter.ExecuteAsync([.. script.BeforeLoad, .. script.AfterLoad], Cancel);
        var made = (await node.Schema.ReadAsync(Cancel)).ToDictionary(t => t.Name);
        return agreed.Zip(mapped).ToDictionary(
            p => p.First.Name,
            p => new TableRoute(p.First, made[p.Second.Name])
            {
                Renamed = p.First.ImageColumns.Zip(p.Second.Columns).Where(c => c.First.Name != c.Second.Name).ToDictionary(c => c.Second.Name, c => c.First.Name),
            });
    }
}
