using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Tests.Web.Support;

namespace MultiDbSync.Tests.Web.Realtime;

public sealed class LiveStatusTests : IDisposable
{
    private readonly FakeApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public void Conflict_EventArrives_CountChangesAtOnce()
    {
        using var live = _api.Live();
        var seen = new List<int>();
        live.Changed += () => seen.Add(live.OpenConflicts);

        _api.Feed.Raise(new SyncEvent(SyncEventKind.Conflict, Sample.Now, "library", OpenConflicts: 5, ConflictId: 1));

        Assert.All(seen, count => Assert.Equal(5, count));
        Assert.NotEmpty(seen);
    }

    [Fact]
    public async Task Load_Status_IsTakenWhole()
    {
        _api.On(HttpMethod.Get, "/api/sync-status", Sample.Status(3));
        using var live = _api.Live();

        await live.LoadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, live.OpenConflicts);
        Assert.Equal("All databases hold the same rows.", live.Status!.Sentence);
    }

    [Fact]
    public async Task Load_ApiFails_KeepsWhatWasKnown()
    {
        using var live = _api.Live();
        _api.Feed.Raise(new SyncEvent(SyncEventKind.Status, Sample.Now, Status: Sample.Status(2)));

        await live.LoadAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(live.Error);
        Assert.Equal(2, live.OpenConflicts);
    }

    [Fact]
    public void Run_EventOfAKnownRun_ReplacesIt()
    {
        using var live = _api.Live();
        live.Merge(Sample.Run(4, RunStatus.Queued, 0));

        _api.Feed.Raise(new SyncEvent(SyncEventKind.Run, Sample.Now, "library", Run: Sample.Run(4, RunStatus.Running, 40)));

        Assert.Equal(40, Assert.Single(live.Runs).Percent);
    }

    [Fact]
    public void Disposed_EventArrives_IsIgnored()
    {
        var live = _api.Live();
        live.Dispose();

        _api.Feed.Raise(new SyncEvent(SyncEventKind.Conflict, Sample.Now, OpenConflicts: 5));

        Assert.Equal(0, live.OpenConflicts);
    }
}
