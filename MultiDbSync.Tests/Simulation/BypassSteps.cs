using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Tests.Simulation;

/// <summary>
/// Writes behind the back of capture (a trigger that was off, a restored table). Nobody hears of them at once; whoever meets such a row later must find a
/// divergence, never overwrite it silently.
/// </summary>
internal static class BypassSteps
{
    public static void Write(WalkWorld world, SimulatedNode node)
    {
        var memory = (InMemorySimulatedNode)node;
        var id = 1 + world.Random.Next(3);
        var before = memory.Rows("items").FirstOrDefault(r => r["id"].Integer == id);
        var gone = before is not null && !world.Plan.Constraints && world.Random.Next(4) == 0;
        var after = gone ? null : SimulatedSchema.Item(id, world.Random.NextToken(), before?["b"].Integer ?? world.Random.NextToken());
        if (!memory.TryBypass(SimulatedSchema.Key(id), after)) return;
        world.Bypassed.Add((node, SimulatedSchema.Key(id), after));
        world.Oracle.Committed([("items", before, after)]);
    }

    /// <summary>A node leaves, and takes along what nobody had met.</summary>
    public static void Excuse(WalkWorld world, SimulatedNode node)
    {
        foreach (var (where, _, after) in world.Bypassed)
            if (where == node && after is not null) world.Oracle.Excuse(after);
        world.Bypassed.RemoveAll(b => b.Node == node);
    }

    /// <summary>Somebody changes each of these rows, there or elsewhere, so that they are met.</summary>
    public static void TouchAll(WalkWorld world)
    {
        world.Random.Begin(20_000, world.Plan.Seed);
        foreach (var (node, key, _) in world.Bypassed.DistinctBy(b => (b.Node, b.Key)))
        {
            var id = key.Values[0].Integer;
            var other = (InMemorySimulatedNode)(world.Random.Next(2) == 0 ? node : world.Members.First(m => m != node));
            var before = other.Rows("items").FirstOrDefault(r => r["id"].Integer == id);
            var after = SimulatedSchema.Item(id, before?["a"].Integer ?? world.Random.NextToken(), world.Random.NextToken());
            var transaction = other.Database.Begin();
            if (before is null) transaction.Insert("items", after);
            else transaction.Update("items", SimulatedSchema.Key(id), after);
            transaction.Commit();
            world.Oracle.Committed([("items", before, after)]);
        }
    }
}
