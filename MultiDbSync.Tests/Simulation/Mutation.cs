using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Tests.Simulation;

/// <summary>One safety of the algorithm, switched off: the simulation must find what it guards against.</summary>
internal sealed record Mutation(string Name, EngineSafeties Engine, InMemorySafeties Node)
{
    /// <summary>The history of a seed.</summary>
    public Func<int, WalkPlan> Plan { get; init; } = WalkPlans.InMemory;

    /// <summary>The seed to begin with: the hole needs so much to meet that the search from 1 takes minutes.</summary>
    public int From { get; init; } = 1;

    public static IReadOnlyList<Mutation> All { get; } =
    [
        OfEngine("dedupe", s => s with { Dedupe = false }),
        OfEngine("seen", s => s with { Seen = false }),
        OfEngine("deferred-seen", s => s with { DeferredSeen = false }),
        OfEngine("own-later", s => s with { OwnLater = false }),
        OfEngine("own-leave", s => s with { OwnLeave = false }),
        OfEngine("hidden-rows", s => s with { HiddenRows = false }) with { Plan = WalkPlans.Filtered, From = 37_001 },
        OfEngine("prune-deferred", s => s with { PruneDeferred = false }),
        OfEngine("net", s => s with { Net = false }),
        OfEngine("set-lock", s => s with { SetLock = false }),
        OfEngine("tie-break", s => s with { TieBreak = false }),
        OfNode("guard", s => s with { Guard = false }),
        OfNode("deferred", s => s with { Deferred = false }),
        OfNode("generation", s => s with { Generation = false }),
        OfNode("echo", s => s with { Echo = false }),
        OfNode("marker-last", s => s with { MarkerLast = false }),
        OfNode("chain", s => s with { Chain = false }),
    ];

    private static Mutation OfEngine(string name, Func<EngineSafeties, EngineSafeties> off) => new(name, off(EngineSafeties.AllOn), new InMemorySafeties());

    private static Mutation OfNode(string name, Func<InMemorySafeties, InMemorySafeties> off) => new(name, EngineSafeties.AllOn, off(new InMemorySafeties()));
}
