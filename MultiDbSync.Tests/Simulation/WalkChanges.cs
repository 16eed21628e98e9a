using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>What changes around the nodes of a walk: members, pauses, clocks, pruning.</summary>
internal sealed class WalkChanges(WalkWorld world, WalkWorker worker)
{
    public async Task InstallAsync(SimulatedNode node, long position) =>
        await node.Connector.Installer.InstallAsync(
            new CaptureInstallation(world.Hub.Store.HubId, world.Hub.Store.Incarnation, [new(SimulatedHub.SetName, world.Make.Tables, position)]), world.Stop);

    /// <summary>A database with the rows of a member joins at the position to which that one has come.</summary>
    public async Task JoinAsync(int index)
    {
        // A name is not used again: that would be the former member, come back.
        if (index < world.Nodes.Count) return;
        SimulatedNode? donor = null;
        foreach (var member in world.Members)
        {
            if (!member.IsRead) continue;
            var state = await member.Connector.Applier.ReadStateAsync(world.Set.Name, world.Stop);
            if (state.Deferred.Count > 0) continue;
            donor = member;
            break;
        }

        if (donor is null) return;
        var name = WalkWorld.Name(world.Nodes.Count);
        world.Put(world.Set with { Nodes = [.. world.Set.Nodes, name] });
        var node = world.Create(name);
        node.CopyRows(donor);
        world.Bypassed.AddRange(world.Bypassed.Where(b => b.Node == donor).Select(b => b with { Node = node }).ToList());
        var position = (await donor.Connector.Applier.ReadStateAsync(world.Set.Name, world.Stop)).Applied;
        await InstallAsync(node, position);
        world.Nodes.Add(node);
        world.Tell($"  {name} joins with the rows of {donor.Info.Name} at {position}");
    }

    /// <summary>What a member has changed is captured, then it leaves without a trace.</summary>
    public async Task LeaveAsync(SimulatedNode node)
    {
        if (world.Members.Count() <= 2) return;
        world.Application.Finish(node);
        await worker.CaptureAsync(node, int.MaxValue);
        if (!node.IsRead) return;
        await node.Connector.Installer.UninstallAsync(world.Stop);
        world.Hub.Forget(node.Info.Name);
        world.Nodes[world.Nodes.IndexOf(node)] = null;
        BypassSteps.Excuse(world, node);
        world.Forget(node.Info.Name);
        world.Put(world.Set with { Nodes = [.. world.Set.Nodes.Where(n => n != node.Info.Name)] });
        await node.DisposeAsync();
        world.Tell($"  {node.Info.Name} leaves");
    }

    /// <summary>A table rests at a node, or goes on if it rests.</summary>
    public void Pause(SimulatedNode node)
    {
        var table = world.Make.Tables[world.Random.Next(2)];
        var route = world.Set.RouteOf(node.Info.Name);
        var held = route.Tables.GetValueOrDefault(table.Name) ?? new TableRoute(table, table);
        Put(route, held with { PausedReason = held.PausedReason is null ? "the walk says so" : null });
        world.Tell($"  {table.Name} {(held.PausedReason is null ? "rests" : "goes on")} at {node.Info.Name}");
    }

    public void GoOn()
    {
        foreach (var route in world.Set.Routes.Values.ToList())
            foreach (var table in route.Tables.Values.Where(t => t.PausedReason is not null)) Put(world.Set.RouteOf(route.Node), table with { PausedReason = null });
    }

    public void SetClock(SimulatedNode node)
    {
        node.Clock = TimeSpan.FromSeconds(world.Random.Next(-3000, 3000));
        world.Tell($"  the clock of {node.Info.Name} is {node.Clock} off");
    }

    public async Task PruneAsync()
    {
        var states = new List<NodeState>();
        foreach (var node in world.Members.Where(n => n.Route.PinsLog)) states.Add(await node.Connector.Applier.ReadStateAsync(SimulatedHub.SetName, world.Stop));
        await world.Hub.Pruner.PruneAsync(SimulatedHub.SetName, states, DateTimeOffset.MaxValue, row => world.Topology.FormOf(SimulatedHub.SetName, row), world.Stop);
    }

    private void Put(RouteInfo route, TableRoute table) => world.Put(world.Set with
    {
        Routes = new Dictionary<string, RouteInfo>(world.Set.Routes)
        {
            [route.Node] = route with { Tables = new Dictionary<string, TableRoute>(route.Tables) { [table.Agreed.Name] = table } },
        },
    });
}
