using Bunit;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Features.Home;

namespace MultiDbSync.Tests.Web.Home;

public sealed class TopologyPlanTests : ConsoleContext
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(5, 4)]
    [InlineData(20, 6)]
    [InlineData(2, 9)]
    public void Boxes_StandInside_AndApart(int databases, int sets)
    {
        var plan = TopologyPlan.Of(Status(databases, sets));
        var boxes = plan.Databases.Select(b => (b.X, b.Y)).Concat(plan.Sets.Select(b => (b.X, b.Y))).ToList();
        Assert.Equal(databases + sets, boxes.Count);
        Assert.All(boxes, b => Assert.True(b.X >= 0 && b.Y >= 0 && b.X + TopologyPlan.BoxWidth <= plan.Width && b.Y + TopologyPlan.BoxHeight <= plan.Height, b.ToString()));
        foreach (var (one, other) in boxes.SelectMany((one, i) => boxes.Skip(i + 1).Select(other => (one, other))))
            Assert.True(Math.Abs(one.X - other.X) >= TopologyPlan.BoxWidth || Math.Abs(one.Y - other.Y) >= TopologyPlan.BoxHeight, $"{one} {other}");
        Assert.Equal(databases * sets, plan.Lines.Count);
    }

    [Fact]
    public void Line_TellsDirectionAndState()
    {
        var status = Status(3, 1);
        var set = status.SyncSets[0] with { Routes = [new("db0", RouteDirection.SendOnly, RouteState.Active), new("db1", RouteDirection.ReceiveOnly, RouteState.Active), new("db2", RouteDirection.Both, RouteState.Loading)] };
        var databases = status.Databases.ToList();
        databases[1] = databases[1] with { State = DatabaseState.Offline };
        var lines = TopologyPlan.Of(status with { SyncSets = [set], Databases = databases }).Lines;
        Assert.Equal([(true, false, "sends only", Tone.Good), (false, true, "receives only", Tone.Warn), (true, true, "first load", Tone.Busy)], lines.Select(l => (l.Sends, l.Receives, l.Way, l.Tone)));
    }

    [Fact]
    public void Picture_IsMadeOfNamedLinks_AndHasATableTwin()
    {
        var topology = Render<Topology>(p => p.Add(t => t.Status, Status(3, 1)));
        Assert.Equal(3, topology.FindAll("[data-testid=topology-line]").Count);
        var database = topology.FindAll("[data-testid=topology-database]")[0];
        Assert.Equal(("/databases#db0", "Database db0, sqlite: Online, lag none"), (database.GetAttribute("href"), database.GetAttribute("aria-label")));
        topology.Find("[data-testid=topology-table]").Click();
        Assert.Equal(3, topology.FindAll("[data-testid=topology-twin] tbody tr").Count);
        Assert.Contains("set0 (both ways)", topology.Markup, StringComparison.Ordinal);
    }

    internal static SyncStatus Status(int databases, int sets)
    {
        var names = Enumerable.Range(0, databases).Select(i => $"db{i}").ToList();
        return Sample.Status(0) with
        {
            Databases = [.. names.Select(name => Sample.Database() with { Name = name })],
            SyncSets = [.. Enumerable.Range(0, sets).Select(i => new SyncSetSummary($"set{i}", true, SyncMode.RealTime, null, "UTC", null, null, 0, 0, 0, names, []))],
        };
    }
}
