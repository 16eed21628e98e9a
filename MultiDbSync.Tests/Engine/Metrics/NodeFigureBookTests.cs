using MultiDbSync.Engine.Metrics;

namespace MultiDbSync.Tests.Engine.Metrics;

public sealed class NodeFigureBookTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddSeconds(101);
    private readonly NodeFigureBook _book = new();

    [Fact]
    public void Take_GivesOneRowForEachPair_OncePerInterval()
    {
        Assert.Empty(_book.Take(Start));
        for (var second = 0; second < 9; second++)
        {
            _book.Count("set", "a", new SetFigures(1, 2, 1, 10, second));
            _book.Look(new RouteBacklog("set", "b", second, second / 2.0));
            _book.Count("b", second == 3 ? 2 : 0);
            if (second < 8) Assert.Empty(_book.Take(Start.AddSeconds(second)));
        }

        var rows = _book.Take(Start.AddSeconds(9)).ToDictionary(r => (r.SyncSet, r.Node));
        Assert.All(rows.Values, r => Assert.Equal(110_000, r.At));
        Assert.Equal(3, rows.Count);
        var a = rows[("set", "a")];
        Assert.Equal((9, 18, 9, 90, 8), (a.Captured, a.Applied, a.Applies, a.ApplyMs, a.SlowestApplyMs));
        Assert.Equal((8, 4), (rows[("set", "b")].Pending, rows[("set", "b")].LagSeconds));
        Assert.Equal(2, rows[("", "b")].Errors);
        Assert.Empty(_book.Take(Start.AddSeconds(20)));
    }

    [Fact]
    public void Quiet_WritesNothing()
    {
        Assert.Empty(_book.Take(Start));
        _book.Look(new RouteBacklog("set", "a", 0, 0));
        _book.Count("a", 0);
        Assert.Empty(_book.Take(Start.AddSeconds(60)));
    }

    [Fact]
    public void ClockThatGoesBack_WritesNoIntervalTwice()
    {
        Assert.Empty(_book.Take(Start));
        _book.Count("set", "a", new SetFigures(1, 0, 0, 0, 0));
        Assert.Empty(_book.Take(Start.AddSeconds(-30)));
        Assert.Single(_book.Take(Start.AddSeconds(10)));
    }
}
