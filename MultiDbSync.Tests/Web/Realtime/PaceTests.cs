using Microsoft.Extensions.Time.Testing;
using MultiDbSync.Web.Realtime;

namespace MultiDbSync.Tests.Web.Realtime;

public sealed class PaceTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Pace _pace;
    private int _runs;

    public PaceTests() => _pace = new Pace(_clock, TimeSpan.FromMilliseconds(250), () =>
    {
        _runs++;
        return Task.CompletedTask;
    });

    [Fact]
    public void Burst_OfRequests_RunsOnceAtOnceAndOnceAfterwards()
    {
        _pace.Request();
        _clock.Advance(TimeSpan.Zero);
        Assert.Equal(1, _runs);

        for (var i = 0; i < 100; i++)
            _pace.Request();
        _clock.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Equal(1, _runs);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, _runs);
    }

    [Fact]
    public void Disposed_PendingRequest_DoesNotRun()
    {
        _pace.Request();
        _pace.Request();
        _pace.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, _runs);
    }

    public void Dispose() => _pace.Dispose();
}
