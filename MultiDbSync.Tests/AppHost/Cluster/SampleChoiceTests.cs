using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Servers;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.AppHost.Cluster;

public sealed class SampleChoiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, SampleKind.Simulated)]
    [InlineData(SampleKind.Simulated, SampleKind.Simulated)]
    [InlineData(SampleKind.Servers, SampleKind.Servers)]
    public void NewFolder_TakesWhatIsAskedFor(string? asked, string chosen)
    {
        using var data = DataFolder.Open(_folder.Path, reset: false);

        Assert.Equal(chosen, data.ChooseSample(asked));
    }

    [Fact]
    public void KeptSample_HoldsForLaterStarts_AndTheOtherIsRefused()
    {
        using (var first = DataFolder.Open(_folder.Path, reset: false))
            first.KeepSample(SampleKind.Servers);
        using var data = DataFolder.Open(_folder.Path, reset: false);

        Assert.Equal(SampleKind.Servers, data.ChooseSample(null));
        var error = Assert.Throws<ClusterException>(() => data.ChooseSample(SampleKind.Simulated));
        Assert.Contains("--reset", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderOfAnEarlierVersion_HoldsTheSimulatedOne()
    {
        using var data = DataFolder.Open(_folder.Path, reset: false);
        File.WriteAllText(Path.Combine(data.Hub, "hub.db"), "");

        Assert.Throws<ClusterException>(() => data.ChooseSample(SampleKind.Servers));
    }

    [Fact]
    public void Reset_ForgetsTheChoice()
    {
        using (var first = DataFolder.Open(_folder.Path, reset: false))
            first.KeepSample(SampleKind.Servers);

        using var data = DataFolder.Open(_folder.Path, reset: true);

        Assert.Equal(SampleKind.Simulated, data.ChooseSample(null));
    }
}
