using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Routing;

namespace MultiDbSync.Tests.Simulation;

/// <summary>What must hold once a walk is quiet.</summary>
internal sealed class WalkChecks(WalkWorld world)
{
    public void Run()
    {
        foreach (var table in world.Make.Tables.Select(t => t.Name)) CheckEqual(table);
        if (world.Make.Constraints)
            foreach (var node in world.Members) CheckConstraints(node);
        if (!world.HasOneWay)
            foreach (var node in world.Members) CheckCounter(node);
        var lost = world.Oracle.Check(world.Members.SelectMany(n => world.Make.Tables.SelectMany(t => n.Rows(t.Name))), world.Hub.KeptByConflicts());
        if (lost.Count > 0) throw new SimulationFailedException(string.Join("; ", lost));
    }

    /// <summary>Everybody has everything, and the log was pruned.</summary>
    public void CheckDrained()
    {
        var left = world.Hub.Leftovers().ToList();
        if (left.Count > 0 && world.Members.Any(n => n.Route.PinsLog)) throw new SimulationFailedException($"The hub does not drain: {string.Join(", ", left)}.");
    }

    // Every row is where it belongs, nowhere else, and the same wherever two databases have it.
    private void CheckEqual(string table)
    {
        var schema = world.Set.Table(table)!.Schema;
        var views = RouteViews.Of(world.Set);
        var all = world.Members.Where(n => n.Route.Receives).Select(n => (Node: n, View: views.Of(n.Info.Name, table), Rows: n.Rows(table).ToDictionary(r => schema.KeyOf(r)))).ToList();
        foreach (var (node, view, rows) in all)
        {
            foreach (var (key, row) in rows)
            {
                if (view.Admits(row) != true) throw new SimulationFailedException($"{node.Info.Name} holds {table} {key}, which its filter leaves out: {row.ToJson()}.");
                foreach (var other in all.Where(o => o.View.Admits(row) == true && !o.View.Same(o.Rows.GetValueOrDefault(key), row)))
                    throw new SimulationFailedException($"{table} {key} diverged between {node.Info.Name} and {other.Node.Info.Name}: {row.ToJson()}, {other.Rows.GetValueOrDefault(key)?.ToJson()}.");
            }
        }
    }

    // Exactly once: every increment counts, however it met others.
    private void CheckCounter(SimulatedNode node)
    {
        if (world.Set.Table("counters") is null || node.Rows("counters") is [var row] && row["n"].Integer == world.Oracle.Counted) return;
        throw new SimulationFailedException($"The counter of {node.Info.Name} is {string.Join(", ", node.Rows("counters").Select(r => r.ToJson()))} where {world.Oracle.Counted} was counted.");
    }

    private static void CheckConstraints(SimulatedNode node)
    {
        var items = node.Rows("items").Select(r => r["id"]).ToHashSet();
        var codes = new HashSet<CellValue>();
        foreach (var label in node.Rows("labels"))
        {
            if (!label["code"].IsNull && !codes.Add(label["code"])) throw new SimulationFailedException($"Two labels of {node.Info.Name} hold the code {label["code"]}.");
            if (!label["item"].IsNull && !items.Contains(label["item"])) throw new SimulationFailedException($"Label {label["id"]} of {node.Info.Name} refers to no item.");
        }
    }
}
