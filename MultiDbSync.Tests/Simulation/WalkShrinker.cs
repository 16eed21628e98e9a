namespace MultiDbSync.Tests.Simulation;

/// <summary>Makes a failing history as short as it can: takes steps away in ever smaller pieces, then nodes and whatever else it does not need, as long as it still fails.</summary>
/// <param name="find">What a history breaks, or null.</param>
/// <param name="budget">Histories to try at most.</param>
internal sealed class WalkShrinker(Func<WalkPlan, Task<string?>> find, int budget = 3000)
{
    private int _tried;

    public async Task<WalkPlan> ShrinkAsync(WalkPlan failing)
    {
        var plan = failing;
        while (_tried < budget)
        {
            var before = plan;
            plan = await SimplifyAsync(await WithoutNodesAsync(await WithoutStepsAsync(plan)));
            if (plan == before) break;
        }

        return plan;
    }

    private async Task<WalkPlan> WithoutStepsAsync(WalkPlan plan)
    {
        for (var size = Math.Max(1, plan.Steps.Count / 2); size >= 1; size /= 2)
        {
            for (var from = plan.Steps.Count - size; from > -size; from -= size)
            {
                var start = Math.Max(0, from);
                plan = await TryAsync(plan, plan with { Steps = [.. plan.Steps.Take(start), .. plan.Steps.Skip(from + size)] });
            }
        }

        return plan;
    }

    private async Task<WalkPlan> WithoutNodesAsync(WalkPlan plan)
    {
        for (var node = plan.Nodes - 1; node >= 0 && plan.Nodes > 2; node--)
        {
            var steps = plan.Steps.Where(s => s.Node != node).Select(s => s.Node > node ? s with { Node = s.Node - 1 } : s);
            plan = await TryAsync(plan, plan with { Nodes = plan.Nodes - 1, Steps = [.. steps] });
        }

        return plan;
    }

    private async Task<WalkPlan> SimplifyAsync(WalkPlan plan)
    {
        if (plan.Routes) plan = await TryAsync(plan, plan with { Routes = false });
        if (plan.Skew) plan = await TryAsync(plan, plan with { Skew = false });
        if (plan.Constraints) plan = await TryAsync(plan, plan with { Constraints = false });
        if (plan.LabelsPolicy != "manual") plan = await TryAsync(plan, plan with { LabelsPolicy = "manual" });
        if (plan.ItemsPolicy != "manual") plan = await TryAsync(plan, plan with { ItemsPolicy = "manual" });
        return plan;
    }

    private async Task<WalkPlan> TryAsync(WalkPlan plan, WalkPlan smaller)
    {
        if (_tried >= budget) return plan;
        _tried++;
        return await find(smaller) is null ? plan : smaller;
    }
}
