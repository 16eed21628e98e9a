namespace MultiDbSync.Tests.EndToEnd.Cases;

/// <summary>What holds on every cluster, whatever its databases are. Skipped where its cluster can't be had.</summary>
public abstract class ClusterCases
{
    private protected ClusterCases(ClusterFixture fixture)
    {
        Assert.SkipWhen(fixture.MissingReason is not null, fixture.MissingReason ?? "");
        Fixture = fixture;
    }

    private protected ClusterFixture Fixture { get; }
}
