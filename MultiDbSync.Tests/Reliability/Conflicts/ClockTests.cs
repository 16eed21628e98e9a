using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Tests.Engine.Runtime;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Reliability.Conflicts;

/// <summary>Policies that ask which side was later are asked of times by the hub's clock.</summary>
public sealed class ClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(45, 0)]
    [InlineData(-45, 0)]
    [InlineData(0, 45)]
    [InlineData(0, -45)]
    public async Task R20_ClocksOff_LastWriteWins_LaterWriteStands(int earlierOffBy, int laterOffBy)
    {
        await using var bench = await EngineBench.CreateAsync(nodes: ["n0", "n1"]);
        bench.Databases["n0"].ClockSkew = TimeSpan.FromMinutes(earlierOffBy);
        bench.Databases["n1"].ClockSkew = TimeSpan.FromMinutes(laterOffBy);
        await bench.ChangeAsync(db => db.SyncTables.ExecuteUpdateAsync(t => t.SetProperty(x => x.Policy, "last-write-wins"), TestContext.Current.CancellationToken));
        await bench.StartAsync();
        bench.Insert("n0", 1, 1, 1);
        await Eventually.TrueAsync(() => bench.Holds("n1", 1, 1, 1), TimeSpan.FromSeconds(20));
        await bench.StopAsync();

        // Nobody reads meanwhile: neither sees the other's change.
        bench.Update("n0", 1, 1000, 1);
        var written = DateTimeOffset.UtcNow;
        SpinWait.SpinUntil(() => DateTimeOffset.UtcNow - written > TimeSpan.FromMilliseconds(30));
        bench.Update("n1", 1, 2000, 1);
        await bench.StartAsync();
        await Eventually.TrueAsync(() => bench.Holds("n0", 1, 2000, 1) && bench.Holds("n1", 1, 2000, 1), TimeSpan.FromSeconds(20));
        var conflict = await bench.QueryAsync(db => db.Conflicts.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(ConflictStatus.AutoResolved, conflict.Status);
        Assert.True((conflict.LeftAt - written)!.Value.Duration() < TimeSpan.FromSeconds(20), $"{conflict.LeftAt} is not by the hub's clock.");
        Assert.True((conflict.RightAt - written)!.Value.Duration() < TimeSpan.FromSeconds(20), $"{conflict.RightAt} is not by the hub's clock.");
        var offsets = await bench.QueryAsync(db => db.Nodes.OrderBy(n => n.Name).Select(n => n.ClockOffsetMs).ToListAsync(TestContext.Current.CancellationToken));
        Assert.InRange(offsets[0]!.Value, (earlierOffBy * 60_000) - 2000, (earlierOffBy * 60_000) + 2000);
        Assert.InRange(offsets[1]!.Value, (laterOffBy * 60_000) - 2000, (laterOffBy * 60_000) + 2000);
    }

    [Fact]
    public void Take_IsTheMiddleOfTheAsking()
    {
        var clock = new NodeClock();
        var measured = ClockMeasurement.Of(Now, TimeSpan.FromSeconds(2), Now.AddSeconds(10));
        Assert.Equal(new ClockMeasurement(TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(1)), measured);
        clock.Take(measured);
        Assert.Equal(TimeSpan.FromSeconds(9), clock.Offset);
    }

    [Fact]
    public void Offset_WithinTheError_IsNone()
    {
        var clock = new NodeClock();
        clock.Take(ClockMeasurement.Of(Now, TimeSpan.FromSeconds(2), Now.AddSeconds(1.5)));
        Assert.Equal(TimeSpan.Zero, clock.Offset);
    }

    [Fact]
    public void Correct_NothingIsLaterThanNow()
    {
        var clock = new NodeClock();
        clock.Take(ClockMeasurement.Of(Now, TimeSpan.Zero, Now.AddMinutes(-5)));
        var entry = new CapturedEntry(1, "a", EntryKind.Change, "set", "items", null, null, null, 0, null, Now.AddHours(-1));
        var read = new CaptureRead([entry, entry with { At = Now.AddYears(3) }], new Dictionary<string, NodeState>(), true, [1, 2]);
        Assert.Equal([Now.AddMinutes(-55), Now], clock.Correct(read, Now).Entries.Select(e => e.At));
    }
}
