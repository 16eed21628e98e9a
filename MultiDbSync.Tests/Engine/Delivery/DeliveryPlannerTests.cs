using MultiDbSync.Engine.Changes;
using MultiDbSync.Tests.Engine.HubLog;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.Delivery;

public sealed class DeliveryPlannerTests
{
    [Fact]
    public async Task Plan_OwnChanges_AreSkippedButCounted()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", null, SimulatedSchema.Item(1, 1, 1)));
        var plan = bench.Plan("left", 0)!;
        Assert.Empty(plan.Batch.Rows);
        Assert.True(plan.Batch.UpTo > 0);
    }

    [Fact]
    public async Task Plan_SeveralChangesOfARow_AreOneWriteOfTheLast()
    {
        await using var bench = await HubLogBench.CreateAsync();
        var images = Enumerable.Range(1, 4).Select(i => SimulatedSchema.Item(1, i, i)).ToList();
        await bench.CommitAsync("left", bench.Item("left", null, images[0]), bench.Item("left", images[0], images[1]), bench.Item("left", images[1], images[2]));
        var plan = bench.Plan("right", 0)!;
        Assert.Equal(images[2], Assert.Single(plan.Batch.Rows).After);
        Assert.Equal(3, plan.Uncoalesced.Rows.Count);
    }

    [Fact]
    public async Task Plan_LimitWithinATransaction_TakesItWhole()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", [.. Enumerable.Range(1, 5).Select(i => bench.Item("left", null, SimulatedSchema.Item(i, 1, 1), tx: "a"))]);
        await bench.CommitAsync("left", bench.Item("left", null, SimulatedSchema.Item(9, 1, 1), tx: "b"));
        Assert.Equal(5, bench.Plan("right", 0, limit: 2)!.Entries);
        Assert.Equal(5, bench.Plan("right", 0, limit: 5)!.Entries);
        Assert.Equal(6, bench.Plan("right", 0, limit: 6)!.Entries);
    }

    [Fact]
    public async Task Plan_RowThatTheTargetItselfSuperseded_IsLeftOut()
    {
        await using var bench = await HubLogBench.CreateAsync();
        var (one, two, three) = (SimulatedSchema.Item(1, 1, 1), SimulatedSchema.Item(1, 2, 2), SimulatedSchema.Item(1, 3, 3));
        await bench.CommitAsync("left", bench.Item("left", one, two));
        await bench.CommitAsync("right", bench.Item("right", two, three));
        Assert.Empty(bench.Plan("right", 0, limit: 1)!.Batch.Rows);
    }

    [Fact]
    public async Task Plan_ParkedRow_IsToBeLeft()
    {
        await using var bench = await HubLogBench.CreateAsync();
        var (one, two, three) = (SimulatedSchema.Item(1, 1, 1), SimulatedSchema.Item(1, 2, 2), SimulatedSchema.Item(1, 3, 3));
        await bench.CommitAsync("left", bench.Item("left", one, two));
        await bench.CommitAsync("right", bench.Item("right", one, three));
        Assert.Equal(DeferReason.Parked, Assert.Single(bench.Plan("right", 0)!.Batch.Rows).Leave);
    }

    [Fact]
    public async Task Plan_ParentsAndChildren_UpsertsParentsFirstThenDeletesChildrenFirst()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync(
            "left",
            bench.Label("left", SimulatedSchema.Label(1, 1, 1), null),
            bench.Item("left", SimulatedSchema.Item(1, 1, 1), null),
            bench.Item("left", null, SimulatedSchema.Item(2, 2, 2)),
            bench.Label("left", null, SimulatedSchema.Label(2, 2, 2)));
        var order = bench.Plan("right", 0)!.Batch.Rows.Select(r => (r.After is null ? "-" : "+") + r.Table.Name);
        Assert.Equal(["+items", "+labels", "-labels", "-items"], order);
    }

    [Fact]
    public async Task Plan_EverythingReceived_IsNull()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", null, SimulatedSchema.Item(1, 1, 1)));
        Assert.Null(bench.Plan("right", bench.Plan("right", 0)!.Batch.UpTo));
    }

    [Fact]
    public async Task Plan_DeferredRowsOfATableThatLeft_AreNoneOfItsRows()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", null, SimulatedSchema.Item(1, 1, 1)));
        DeferredRow[] gone = [.. new[] { 1, 2 }.Select(i => new DeferredRow("gone", SimulatedSchema.Key(i), 1, DeferReason.Paused))];
        var state = bench.State(0) with { Deferred = gone };
        Assert.Single(bench.Hub.Planner.Plan(new Origin("right", 1), bench.Set, state, 10)!.Batch.Rows);
        Assert.Null(bench.Hub.Planner.PlanRetry(new Origin("right", 1), bench.Set, state).Batch);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(150)]
    public async Task PlanRetry_DeferredRows_AllButTheParkedOne(int rows)
    {
        await using var bench = await HubLogBench.CreateAsync();
        var items = Enumerable.Range(1, rows).Select(i => SimulatedSchema.Item(i, 1, 1)).ToList();
        await bench.CommitAsync("left", [.. items.Select(i => bench.Item("left", null, i))]);
        await bench.CommitAsync("right", bench.Item("right", null, SimulatedSchema.Item(3, 2, 2)));
        DeferredRow[] deferred = [.. items.Select((_, i) => new DeferredRow("items", SimulatedSchema.Key(i + 1), i + 1, DeferReason.Locked))];
        var state = bench.State(rows, captured: 1) with { Deferred = deferred };
        for (var i = 0; i < 2; i++)
        {
            var batch = bench.Hub.Planner.PlanRetry(new Origin("right", 1), bench.Set, state).Batch!;
            Assert.Equal(items.Select(r => r["id"].Integer).Where(id => id != 3), batch.Rows.Select(r => r.Key.Values[0].Integer).Order());
        }

        // A list that is another one is looked at anew.
        var fewer = state with { Deferred = deferred[..2] };
        Assert.Equal(2, bench.Hub.Planner.PlanRetry(new Origin("right", 1), bench.Set, fewer).Batch!.Rows.Count);
    }
}
