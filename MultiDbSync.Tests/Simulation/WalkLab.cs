using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Tests.Simulation;

/// <summary>Runs histories one after the other on one hub, with the safeties that it is given. Of one thread.</summary>
internal sealed class WalkLab : IAsyncDisposable
{
    private readonly WalkHub _hub;
    private readonly InMemorySafeties _node;
    private readonly CancellationToken _stop;

    private WalkLab(WalkHub hub, InMemorySafeties node, CancellationToken stop) => (_hub, _node, _stop) = (hub, node, stop);

    public static Task<WalkLab> CreateAsync(CancellationToken stop) => CreateAsync(EngineSafeties.AllOn, new InMemorySafeties(), stop);

    public static async Task<WalkLab> CreateAsync(EngineSafeties engine, InMemorySafeties node, CancellationToken stop) =>
        new(await WalkHub.CreateAsync(engine, stop), node, stop);

    /// <summary>What a history on nodes in memory breaks, or null.</summary>
    /// <param name="trace">Takes the lines that tell the walk.</param>
    public Task<string?> FindAsync(WalkPlan plan, List<string>? trace = null) => FindAsync(plan, new InMemoryMake(_node, plan.Constraints, counts: !plan.Routes, _hub.Clock), trace);

    /// <summary>What a history on nodes of a make breaks, or null.</summary>
    public async Task<string?> FindAsync(WalkPlan plan, IWalkMake make, List<string>? trace = null)
    {
        string? found = null;
        try
        {
            await using var walk = new Walk(_hub, make, plan, trace, _stop);
            await walk.RunAsync();
        }
        catch (SimulationFailedException e)
        {
            found = e.Message;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // With a safety off, or with a defect, the engine may also stumble over what it finds.
            found = $"{e.GetType().Name}: {e.Message}\n{e.StackTrace}";
        }

        trace?.AddRange(_hub.History());
        return found;
    }

    /// <summary>The walk of a failure, for its message.</summary>
    public async Task<string> TellAsync(WalkPlan plan)
    {
        var trace = new List<string>();
        var found = await FindAsync(plan, trace);
        return $"{plan.Nodes} nodes, items {plan.ItemsPolicy}, labels {plan.LabelsPolicy}{(plan.Constraints ? ", constraints" : "")}{(plan.Routes ? ", routes" : "")}{(plan.Skew ? ", wrong clocks" : "")}\n"
            + $"{string.Join('\n', trace)}\n{found ?? "nothing was found"}";
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
