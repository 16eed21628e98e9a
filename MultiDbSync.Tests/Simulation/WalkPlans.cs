using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;

namespace MultiDbSync.Tests.Simulation;

/// <summary>Draws histories from seeds.</summary>
internal static class WalkPlans
{
    private static readonly int[] NodeCounts = [2, 2, 2, 2, 3, 3, 3, 4, 5, 6];

    private static readonly (StepKind Kind, int Weight)[] Weights =
    [
        (StepKind.Write, 390), (StepKind.Capture, 130), (StepKind.CaptureAndDie, 30), (StepKind.HubDies, 12), (StepKind.Read, 30), (StepKind.CommitRead, 30),
        (StepKind.Plan, 100), (StepKind.Deliver, 100), (StepKind.DeliverAndDie, 12), (StepKind.DeliverAgain, 12), (StepKind.Retry, 60), (StepKind.Decide, 30),
        (StepKind.Die, 10), (StepKind.Prune, 30), (StepKind.Rest, 14), (StepKind.Pause, 10), (StepKind.SetClock, 4), (StepKind.MeasureClock, 4),
    ];

    private static readonly string[] OneSideWins = ["last-write-wins", "first-write-wins", "node-priority"];
    private static readonly ConflictKind[] OfRows = [ConflictKind.UpdateUpdate, ConflictKind.DisjointUpdate, ConflictKind.UpdateDelete, ConflictKind.DeleteUpdate, ConflictKind.CreateCreate];
    private static readonly ConflictKind[] OfConstraints = [ConflictKind.UniqueKey, ConflictKind.ForeignKey];

    private static readonly (StepKind Kind, int Weight)[] Membership = [(StepKind.Join, 7), (StepKind.Leave, 5)];

    private static readonly (StepKind Kind, int Weight)[] Behind = [(StepKind.Bypass, 12)];

    /// <summary>On nodes in memory: everything that there is. Every third seed has routes, every eighth something that bypasses capture.</summary>
    public static WalkPlan InMemory(int seed)
    {
        var routes = seed % 3 == 0;
        return Create(seed, constraints: seed % 2 == 1, routes, [.. Weights, .. routes ? [] : Membership, .. !routes && seed % 8 == 1 ? Behind : []], 6);
    }

    /// <summary>With the steps that every make can do.</summary>
    public static WalkPlan Plain(int seed, bool routes, int mostNodes) => Create(seed, constraints: true, routes, Weights, mostNodes);

    /// <summary>Three databases or more, of which some see a part of the rows only; one side of a conflict always wins; quiet hours, after which the hub has forgotten what is hidden.</summary>
    public static WalkPlan Filtered(int seed)
    {
        var plan = Create(seed, constraints: false, routes: true, [.. Weights, (StepKind.Rest, 30)], mostNodes: 4, leastNodes: 3);
        return plan with { ItemsPolicy = OneSideWins[seed % OneSideWins.Length] };
    }

    private static WalkPlan Create(int seed, bool constraints, bool routes, (StepKind Kind, int Weight)[] weights, int mostNodes, int leastNodes = 2)
    {
        var random = new StepRandom();
        random.Begin(0, seed);
        var nodes = Math.Clamp(NodeCounts[random.Next(NodeCounts.Length)], leastNodes, mostNodes);
        return new WalkPlan
        {
            Seed = seed,
            Nodes = nodes,
            ItemsPolicy = Policy(random, "a", "b"),
            LabelsPolicy = Policy(random, "item", "code"),
            Constraints = constraints,
            Routes = routes,
            Skew = random.Next(2) == 0,
            Steps = Steps(random, nodes, weights),
        };
    }

    private static List<WalkStep> Steps(StepRandom random, int nodes, (StepKind Kind, int Weight)[] weights)
    {
        var total = weights.Sum(w => w.Weight);
        var count = random.Next(20, 150);

        // A database that can't be reached for a while: its applications go on.
        var away = random.Next(3) == 0 ? random.Next(nodes) : -1;
        var from = random.Next(count);
        var until = from + random.Next(count / 2);
        var mostNodes = nodes + (weights.Any(w => w.Kind == StepKind.Join) ? 2 : 0);
        var steps = new List<WalkStep>(count);
        for (var number = 1; number <= count; number++)
        {
            var kind = Kind(random.Next(total), weights);
            var step = new WalkStep(number, kind, random.Next(kind == StepKind.Join || random.Next(4) == 0 ? mostNodes : nodes), random.Next());
            if (step.Node != away || number < from || number > until || kind == StepKind.Write) steps.Add(step);
        }

        return steps;
    }

    private static StepKind Kind(int drawn, (StepKind Kind, int Weight)[] weights)
    {
        foreach (var (kind, weight) in weights)
        {
            if (drawn < weight) return kind;
            drawn -= weight;
        }

        throw new InvalidOperationException("The weights don't add up.");
    }

    private static string Policy(Random random, params string[] columns)
    {
        var all = Pick(random, PolicySpec.Known);
        var kinds = new Dictionary<ConflictKind, string>();
        var own = new Dictionary<string, string>();
        if (random.Next(3) == 0)
        {
            foreach (var kind in OfRows.Where(_ => random.Next(3) == 0)) kinds[kind] = Pick(random, PolicySpec.Known);
            if (random.Next(3) == 0) kinds[ConflictKind.CreateCreate] = "keep-both";
            foreach (var kind in OfConstraints.Where(_ => random.Next(2) == 0)) kinds[kind] = Pick(random, PolicySpec.KnownForConstraints);
        }

        // The sum of two codes is no code, and that of two references refers to nothing.
        if (random.Next(3) == 0) foreach (var column in columns.Where(_ => random.Next(2) == 0)) own[column] = Pick(random, [.. PolicySpec.KnownForColumns.Where(n => n != "add-deltas")]);
        return new TablePolicy(all, kinds, own).ToString();
    }

    private static string Pick(Random random, IReadOnlyList<string> from) => from[random.Next(from.Count)];
}
