using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Tests.Simulation;

/// <summary>People of a walk, who decide on conflicts.</summary>
internal sealed class WalkPeople(WalkWorld world)
{
    // Whoever is asked about the same row this often looks for another way out than its two sides.
    private const int Patience = 5;

    private readonly Dictionary<(string Table, RowKey Key), int> _decided = [];

    public async Task DecideAsync()
    {
        if (!world.Hub.HasOpenConflicts()) return;
        var open = world.Hub.Conflicts(openOnly: true);
        await DecideAsync(open[world.Random.Next(open.Count)]);
    }

    private async Task DecideAsync(WalkConflict conflict)
    {
        if (conflict.Kind == ConflictKind.Divergence && !world.MayDiverge(conflict.Table, conflict.Key)) throw new SimulationFailedException($"A divergence on {conflict.Table} {conflict.Key} although nothing bypassed capture.");
        var first = world.Random.Next(2) == 0 ? ConflictChoice.KeepLeft : ConflictChoice.KeepRight;
        var other = first == ConflictChoice.KeepLeft ? ConflictChoice.KeepRight : ConflictChoice.KeepLeft;

        // Where a target found a key taken by a row that the hub has forgotten, a side that was kept comes back as both sides of the next conflict.
        // So may one whose parent a bypassed database alone has: both sides refer to it.
        var times = _decided[(conflict.Table, conflict.Key)] = _decided.GetValueOrDefault((conflict.Table, conflict.Key)) + 1;
        if (!Equals(conflict.Left, conflict.Right) && (times <= Patience || conflict.Kind != ConflictKind.ForeignKey))
        {
            foreach (var choice in new[] { first, other })
                if (await ResolveAsync(conflict, choice, null) == ResolveStatus.Resolved) return;
        }

        // Neither side can stand (both broke a constraint meanwhile): the way out is an edit that refers to nothing and holds a fresh value.
        var key = conflict.Key.Values[0];
        var edited = conflict.Table switch
        {
            "labels" => SimulatedSchema.Label(key.Integer, null, world.Random.NextToken()),
            "names" => SimulatedSchema.Name(key, world.Random.NextToken()),
            _ => SimulatedSchema.Item(key.Integer, world.Random.NextToken(), world.Random.NextToken()),
        };
        if (await ResolveAsync(conflict, ConflictChoice.Edit, edited) == ResolveStatus.Resolved && !IsTold(conflict, edited)) world.EditedInPart.Add((conflict.Table, conflict.Key));
    }

    // Whether what the edit gives a value to was shown to whoever made it.
    private static bool IsTold(WalkConflict conflict, RowImage edited)
    {
        var shown = new[] { conflict.Base, conflict.Left, conflict.Right }.OfType<RowImage>().ToList();
        return shown.Count == 0 || edited.Columns.All(c => shown.Exists(image => image.TryGet(c, out _)));
    }

    private async Task<ResolveStatus> ResolveAsync(WalkConflict conflict, ConflictChoice choice, RowImage? edited)
    {
        var outcome = await world.Hub.Resolver.ResolveAsync(new ConflictDecision(conflict.Id, conflict.Version, choice, edited, "walk", null), world.Topology, world.Stop);
        if (world.Trace is not null) world.Tell($"  a person decides {choice} {edited?.ToJson()} on {conflict}: {outcome.Status} {outcome.Message}");
        return outcome.Status;
    }
}
