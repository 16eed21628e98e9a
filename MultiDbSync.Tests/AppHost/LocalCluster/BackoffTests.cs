using MultiDbSync.AppHost.LocalCluster;

namespace MultiDbSync.Tests.AppHost.LocalCluster;

public sealed class BackoffTests
{
    [Fact]
    public void Next_CrashesInARow_DoublesUpToTheLongest()
    {
        var backoff = new Backoff();

        var waits = Enumerable.Range(0, 10).Select(_ => backoff.Next(TimeSpan.Zero)).ToList();

        Assert.Equal(Backoff.First, waits[0]);
        Assert.Equal(Backoff.First * 2, waits[1]);
        Assert.Equal(Backoff.Longest, waits[^1]);
    }

    [Fact]
    public void Next_AfterARunThatWasWell_BeginsAnew()
    {
        var backoff = new Backoff();
        for (var crash = 0; crash < 5; crash++)
            backoff.Next(TimeSpan.Zero);

        Assert.Equal(Backoff.First, backoff.Next(Backoff.Well));
    }
}
