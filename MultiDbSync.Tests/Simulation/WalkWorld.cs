using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>What the parts of a walk share.</summary>
internal sealed class WalkWorld : IAsyncDisposable
{
    private static readonly string Counted = new TablePolicy("manual", new Dictionary<ConflictKind, string>(), new Dictionary<string, string> { ["n"] = "add-deltas" }).ToString();

    private static readonly TimeSpan[] Skews = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(-40)];

    public WalkWorld(WalkHub hub, IWalkMake make, WalkPlan plan, List<string>? trace, CancellationToken stop)
    {
        (Hub, Make, Plan, Trace, Stop) = (hub, make, plan, trace, stop);
        hub.Empty();
        Random.Begin(0, plan.Seed);
        var names = Enumerable.Range(0, plan.Nodes).Select(Name).ToList();
        var set = SimulatedHub.Set(names, make.Tables, plan.ItemsPolicy) with { Tables = [.. make.Tables.Select(t => new SyncTableInfo(t, PolicyOf(t)))] };
        if (plan.Routes) set = set with { Routes = WalkRoutes.Create(new Random(plan.Seed), names, make.Constraints) };
        foreach (var route in set.Routes.Values) Assert.Null(RouteRules.Refuse(set, route));
        Topology = new TopologySnapshot(new Dictionary<string, NodeInfo>(), new Dictionary<string, SyncSetInfo> { [SimulatedHub.SetName] = set });
        Oracle = new LossOracle { Tell = trace is null ? null : trace.Add };
        Application = make.Application(Random, Oracle);
        foreach (var name in names) Nodes.Add(Create(name));
    }

    public WalkHub Hub { get; }

    public IWalkMake Make { get; }

    public WalkPlan Plan { get; }

    public CancellationToken Stop { get; }

    public StepRandom Random { get; } = new();

    public LossOracle Oracle { get; }

    public IApplication Application { get; }

    public TopologySnapshot Topology { get; private set; }

    public SyncSetInfo Set => Topology.Sets[SimulatedHub.SetName];

    /// <summary>By index; null where a node has left.</summary>
    public List<SimulatedNode?> Nodes { get; } = [];

    public IEnumerable<SimulatedNode> Members => Nodes.OfType<SimulatedNode>();

    /// <summary>Rows that were changed behind the back of capture, with the node.</summary>
    public List<(SimulatedNode Node, RowKey Key, RowImage? After)> Bypassed { get; } = [];

    /// <summary>Rows of which a decision gave a value to a column that its conflict did not know.</summary>
    public HashSet<(string Table, RowKey Key)> EditedInPart { get; } = [];

    /// <summary>Lines that tell the walk; null unless somebody wants them.</summary>
    public List<string>? Trace { get; }

    /// <summary>Some database sends or receives only.</summary>
    public bool HasOneWay => Members.Any(n => n.Route.Direction != Contracts.SyncSets.RouteDirection.Both);

    /// <summary>
    /// What a one-way database changes, or does not receive, is found as a divergence; so is what bypassed capture, and what a filtered database made of a key
    /// that it could not see. And where somebody gave a value to a column that the hub could not show them, a database may hold another: they are asked again.
    /// </summary>
    public bool MayDiverge(string table, RowKey key) =>
        Plan.Bypasses || HasOneWay || RouteViews.Of(Set).IsFiltered(table) || EditedInPart.Contains((table, key));

    public void Tell(string line) => Trace?.Add(line);

    /// <summary>A database of the make; its clock may be wrong, as the hub knows.</summary>
    public SimulatedNode Create(string name)
    {
        var node = Make.Create(name, Random, Set);
        node.Clock = Plan.Skew ? Skews[Random.Next(Skews.Length)] : TimeSpan.Zero;
        MeasureClock(node);
        Put(node.Info with { Priority = Random.Next(2) });
        return node;
    }

    public void MeasureClock(SimulatedNode node) => node.Measured.Take(ClockMeasurement.Of(Hub.Clock.GetUtcNow(), TimeSpan.Zero, Hub.Clock.GetUtcNow() + node.Clock));

    public void Put(NodeInfo info) => Topology = Topology with { Nodes = new Dictionary<string, NodeInfo>(Topology.Nodes) { [info.Name] = info } };

    public void Forget(string node) => Topology = Topology with { Nodes = Topology.Nodes.Where(n => n.Key != node).ToDictionary() };

    public void Put(SyncSetInfo set) => Topology = Topology with { Sets = new Dictionary<string, SyncSetInfo> { [set.Name] = set } };

    public static string Name(int index) => $"n{index}";

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Members) await node.DisposeAsync();
    }

    private string PolicyOf(TableSchema table) => table.Name switch
    {
        "labels" => Plan.LabelsPolicy,
        "counters" => Counted,
        _ => Plan.ItemsPolicy,
    };
}
