using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.HubLog;

/// <summary>A hub with two nodes that exist only as what they say.</summary>
internal sealed class HubLogBench : IAsyncDisposable
{
    private readonly Dictionary<string, long> _seq = new(StringComparer.Ordinal) { ["left"] = 0, ["right"] = 0 };

    // As of a node that deletes what was committed: each commit is of a generation of its own.
    private readonly Dictionary<string, long> _captured = new(StringComparer.Ordinal) { ["left"] = 0, ["right"] = 0 };

    private HubLogBench(SimulatedHub hub, string policy, TableSchema[] tables)
    {
        Hub = hub;
        Topology = SimulatedHub.Topology([new NodeInfo("left", "in-memory", "left"), new NodeInfo("right", "in-memory", "right")], tables, policy);
    }

    public SimulatedHub Hub { get; }

    public TopologySnapshot Topology { get; }

    public SyncSetInfo Set => Topology.Sets[SimulatedHub.SetName];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<HubLogBench> CreateAsync(string policy = "manual") => CreateAsync(policy, SimulatedSchema.Items, SimulatedSchema.Labels);

    public static async Task<HubLogBench> CreateAsync(string policy, params TableSchema[] tables) => new(await SimulatedHub.CreateAsync(EngineSafeties.AllOn, Stop), policy, tables);

    public CapturedEntry Item(string node, RowImage? before, RowImage? after, string? tx = null) => Change(node, "items", before, after, tx);

    public CapturedEntry Label(string node, RowImage? before, RowImage? after) => Change(node, "labels", before, after, null);

    public CapturedEntry Applied(string node, long position) =>
        new(++_seq[node], Guid.NewGuid().ToString("N"), EntryKind.Applied, Set.Name, null, null, null, null, position, null, DateTimeOffset.UnixEpoch);

    public Task<CommitResult> CommitAsync(string node, params CapturedEntry[] entries) => CommitAsync(node, _captured[node], entries);

    public Task<CommitResult> CommitAsync(string node, long captured, params CapturedEntry[] entries)
    {
        _captured[node] = captured + 1;
        return Hub.Log.CommitAsync(new Origin(node, 1), Read(captured, entries), Topology, Stop);
    }

    public CaptureRead Read(long captured, params CapturedEntry[] entries) =>
        new(entries, new Dictionary<string, NodeState> { [Set.Name] = State(entries.Select(e => e.Position).DefaultIfEmpty(0).Max(), captured) }, true, [.. entries.Select(e => e.Seq)]);

    public NodeState State(long applied, long captured = 0) => new(Hub.Store.HubId, Hub.Store.Incarnation, applied, captured, []);

    public DeliveryPlan? Plan(string node, long applied, int limit = 1000) => Hub.Planner.Plan(new Origin(node, 1), Set, State(applied, _captured[node]), limit);

    public Task<ResolveOutcome> KeepBothAsync(ConflictEntity conflict, params CellValue[] newKey) => Hub.Resolver.ResolveAsync(
        new ConflictDecision(conflict.Id, conflict.Version, Contracts.Conflicts.ConflictChoice.KeepBoth, null, "ann@library.example", null) { NewKey = RowKey.Of(newKey) }, Topology, Stop);

    public Task<ResolveOutcome> DecideAsync(long conflict, int version, Contracts.Conflicts.ConflictChoice choice, RowImage? edited = null) =>
        Hub.Resolver.ResolveAsync(new ConflictDecision(conflict, version, choice, edited, "ann@library.example", null), Topology, Stop);

    public async Task<ConflictEntity> OnlyConflictAsync(bool open = true) => Assert.Single(await Hub.ConflictsAsync(open, Stop));

    /// <summary>The row as a database receives that has nothing yet.</summary>
    public RowImage? Row(string node, string table, long id) => Plan(node, 0)!.Batch.Rows.Last(r => r.Table.Name == table && r.Key.Text == SimulatedSchema.Key(id).Text).After;

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    private CapturedEntry Change(string node, string table, RowImage? before, RowImage? after, string? tx) =>
        new(++_seq[node], Guid.NewGuid().ToString("N"), EntryKind.Change, Set.Name, table, SimulatedSchema.Key((after ?? before)!["id"].Integer), before, after, 0, tx, DateTimeOffset.UnixEpoch.AddSeconds(_seq[node]));
}
