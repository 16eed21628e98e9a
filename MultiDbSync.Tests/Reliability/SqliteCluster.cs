using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Connectors.Sqlite;
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

namespace MultiDbSync.Tests.Reliability;

/// <summary>The real hub and SQLite files, moved step by step. Nodes are a, b, c …</summary>
internal sealed class SqliteCluster : IAsyncDisposable
{
    public const string SetName = "set";

    private readonly TempHub _hub;
    private readonly MemoryFolder _folder;
    private HubSession _session;
    private DeliveryPlanner _planner;
    private readonly Dictionary<string, SteppedNode> _nodes;

    private SqliteCluster(TempHub hub, MemoryFolder folder, HubSession session, Dictionary<string, SteppedNode> nodes, SyncSetInfo set)
    {
        (_hub, _folder, _session, _nodes) = (hub, folder, session, nodes);
        Log = new HubLog(hub.Store, TimeProvider.System, EngineSafeties.AllOn);
        _planner = new DeliveryPlanner(session, EngineSafeties.AllOn);
        Topology = new TopologySnapshot(nodes.Values.ToDictionary(n => n.Info.Name, n => n.Info), new Dictionary<string, SyncSetInfo> { [SetName] = set });
    }

    public HubLog Log { get; private set; }

    public TopologySnapshot Topology { get; private set; }

    public SyncSetInfo Set => Topology.Sets[SetName];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="schema">Run on every node before capture is installed.</param>
    public static Task<SqliteCluster> CreateAsync(string schema, string policy = "manual", int nodes = 2) =>
        CreateAsync(policy, [.. Enumerable.Repeat((schema, new RouteDefinition()), nodes)]);

    /// <param name="nodes">Each with the script that makes its tables, and its route. The first one's tables are the set's.</param>
    public static async Task<SqliteCluster> CreateAsync(string policy, params (string Schema, RouteDefinition Route)[] nodes)
    {
        var folder = new MemoryFolder();
        var hub = await TempHub.CreateAsync(Cancel);
        var all = new Dictionary<string, SteppedNode>();
        for (var i = 0; i < nodes.Length; i++)
        {
            var name = ((char)('a' + i)).ToString();
            all.Add(name, new SteppedNode(name, folder.File(name + ".db")));
            all[name].Sql("PRAGMA journal_mode = WAL;" + nodes[i].Schema);
        }

        var tables = await all["a"].Connector.Schema.ReadAsync(Cancel);
        var set = new SyncSetInfo(SetName, true, SyncMode.RealTime, null, "UTC", [.. tables.Select(t => new SyncTableInfo(t, policy))], []);
        foreach (var (node, definition) in all.Values.Zip(nodes.Select(n => n.Route))) set = await JoinAsync(set, node, definition);
        var cluster = new SqliteCluster(hub, folder, await HubSession.OpenAsync(hub.Store, Cancel), all, set);
        foreach (var node in all.Values) await cluster.InstallAsync(node, startPosition: 0);
        return cluster;
    }

    /// <summary>A node leaves the set, is filled by hand with what the set holds in its terms, and joins again by another route.</summary>
    public async Task RejoinAsync(string name, RouteDefinition definition, string content)
    {
        var node = _nodes[name];
        await node.Connector.Installer.UninstallAsync(Cancel);
        await new NodeRegistry(_hub.Store).ForgetAsync(name, Cancel);
        var left = Set with { Nodes = [.. Set.Nodes.Where(n => n != name)], Routes = Set.Routes.Where(r => r.Key != name).ToDictionary() };
        node.Sql(content);
        var set = await JoinAsync(left, node, definition);
        Topology = new TopologySnapshot(Topology.Nodes, new Dictionary<string, SyncSetInfo> { [SetName] = set });
        await InstallAsync(node, _session.Number("SELECT seq FROM sqlite_sequence WHERE name='hub_log'") ?? 0);
    }

    private static async Task<SyncSetInfo> JoinAsync(SyncSetInfo set, SteppedNode node, RouteDefinition definition)
    {
        var design = RouteDesign.Of(set, node.Info.Name, definition, await node.Connector.Schema.ReadAsync(Cancel));

        // What a database refuses by itself, it shall say itself.
        if (set.Tables.All(t => t.Schema.Key.Count > 0)) Assert.Empty(design.Errors);
        var joined = set with { Nodes = [.. set.Nodes, node.Info.Name], Routes = set.Routes.Append(KeyValuePair.Create(node.Info.Name, design.Route)).ToDictionary() };
        await node.JoinAsync(joined);
        return joined;
    }

    private Task InstallAsync(SteppedNode node, long startPosition) => node.Connector.Installer.InstallAsync(
        new CaptureInstallation(_hub.Store.HubId, _hub.Store.Incarnation, [new(SetName, [.. Set.Tables.Select(t => t.Schema)], startPosition)]), Cancel);

    public SteppedNode Node(string name) => _nodes[name];

    /// <summary>An application's statements on one node, in a transaction of their own.</summary>
    public void Sql(string node, string sql) => _nodes[node].Sql($"PRAGMA foreign_keys = ON; BEGIN; {sql}; COMMIT");

    public string Ask(string node, string sql) => _nodes[node].Ask(sql);

    /// <summary>Reads a node and commits at the hub; deletes at the node unless it dies before.</summary>
    public async Task<CommitResult> CaptureAsync(string name, bool dies = false)
    {
        var node = _nodes[name];
        var read = await node.Connector.Changes.ReadAsync(5000, Cancel);
        var result = await Log.CommitAsync(node.Origin, read, Topology, Cancel);
        if (dies) await node.KillAsync();
        else if (result.Status == CommitStatus.Committed) await node.Connector.Changes.DeleteAsync(read, Cancel);
        return result;
    }

    public DeliveryPlan? Plan(string name, NodeState state) => _planner.Plan(_nodes[name].Origin, Set, state, 5000);

    public Task<NodeState> StateAsync(string name) => _nodes[name].Connector.Applier.ReadStateAsync(SetName, Cancel);

    /// <summary>Delivers what there is and retries what was left alone; findings become conflicts as they do once patience has ended.</summary>
    public async Task<List<OpenedConflict>> DeliverAsync(string name, bool patient = true)
    {
        var node = _nodes[name];
        var delivery = new NodeDelivery(node.Connector, _planner, TimeProvider.System);
        var found = (await delivery.StepAsync(node.Origin, Set, Cancel)).Findings.Concat((await delivery.RetryAsync(node.Origin, Set, Cancel)).Findings)
            .Where(f => !patient || f.Kind == ConflictKind.Divergence).ToList();
        return found.Count == 0 ? [] : [.. await new TargetFindings(Log, TimeProvider.System).OpenAsync(name, node.Connector.Rows, found, Topology, Cancel)];
    }

    /// <summary>Rounds until nothing moves any more.</summary>
    public async Task SettleAsync(bool patient = true)
    {
        for (var round = 0; round < 6; round++)
        {
            foreach (var name in _nodes.Keys)
            {
                await CaptureAsync(name);
                await DeliverAsync(name, patient);
            }
        }
    }

    /// <summary>The engine's answer to a read that the hub finds stale.</summary>
    public async Task<NodeReset> ReconsiderAsync(string name)
    {
        var node = _nodes[name];
        var belief = await Log.BeliefAsync(name, Cancel);
        var reset = await Log.ResetNodeAsync(node.Origin, belief, await node.Connector.Changes.ReadAsync(5000, Cancel), Topology, Cancel);
        node.Origin = node.Origin with { Epoch = reset.Epoch };
        return reset;
    }

    public async Task PruneAsync()
    {
        var states = new List<NodeState>();
        foreach (var name in _nodes.Keys.Where(n => Set.RouteOf(n).PinsLog)) states.Add(await StateAsync(name));
        await new HubPruner(Log, EngineSafeties.AllOn).PruneAsync(SetName, states, DateTimeOffset.MaxValue, row => Topology.FormOf(SetName, row), Cancel);
    }

    public async Task<ResolveOutcome> DecideAsync(ConflictEntity conflict, ConflictChoice choice, RowKey? newKey = null) =>
        await new ConflictResolver(Log, TimeProvider.System).ResolveAsync(
            new ConflictDecision(conflict.Id, conflict.Version, choice, null, "test", null) { NewKey = newKey }, Topology, Cancel);

    /// <summary>The policy of a table from now on.</summary>
    public void SetPolicy(string table, string policy) => Topology = new TopologySnapshot(
        Topology.Nodes,
        new Dictionary<string, SyncSetInfo> { [SetName] = Set with { Tables = [.. Set.Tables.Select(t => t.Schema.Name == table ? t with { Policy = policy } : t)] } });

    /// <summary>Blocks of numbers are given up to this one.</summary>
    public void GiveNumbers(string table, string node, long last) => _session.Execute(
        "INSERT INTO identity_blocks (sync_set, table_name, node, first, last, given_at) VALUES ($1, $2, $3, 1, $4, 0)", SetName, table, node, last);

    public async Task<List<ConflictEntity>> ConflictsAsync()
    {
        await using var db = _hub.Store.CreateContext();
        return await db.Conflicts.AsNoTracking().Include(c => c.Sides).OrderBy(c => c.Id).ToListAsync(Cancel);
    }

    public void BackUpHub() => _session.Execute($"VACUUM INTO '{_hub.Store.File}.old'");

    /// <summary>The hub store is put back to where it was at the backup, while the nodes went on.</summary>
    public async Task RestoreHubAsync()
    {
        await _session.DisposeAsync();
        await Log.DisposeAsync();
        foreach (var rest in new[] { "-wal", "-shm" }) File.Delete(_hub.Store.File + rest);
        File.Move(_hub.Store.File + ".old", _hub.Store.File, overwrite: true);
        _session = await HubSession.OpenAsync(_hub.Store, Cancel);
        Log = new HubLog(_hub.Store, TimeProvider.System, EngineSafeties.AllOn);
        _planner = new DeliveryPlanner(_session, EngineSafeties.AllOn);
    }

    public long Positions() => _session.Number("SELECT count(*) FROM hub_log") ?? 0;

    /// <summary>All nodes give the same answer.</summary>
    public string Same(string sql)
    {
        var answers = _nodes.Keys.Select(n => Ask(n, sql)).ToList();
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        return answers[0];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.Values) await node.DisposeAsync();
        await _session.DisposeAsync();
        await Log.DisposeAsync();
        await _hub.DisposeAsync();
        _folder.Dispose();
    }
}
