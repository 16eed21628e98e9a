using MultiDbSync.AppHost.Cluster;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.AppHost.Cluster;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_FolderWithForeignFiles_RefusesAndTouchesNothing()
    {
        File.WriteAllText(_folder.File("thesis.txt"), "years of work");

        Assert.Throws<ClusterException>(() => DataFolder.Open(_folder.Path, reset: true));

        Assert.Equal("years of work", File.ReadAllText(_folder.File("thesis.txt")));
    }

    [Fact]
    public void Open_WhileAnotherHoldsIt_Refuses()
    {
        using var first = DataFolder.Open(_folder.Path, reset: false);

        var error = Assert.Throws<ClusterException>(() => DataFolder.Open(_folder.Path, reset: true));

        Assert.Contains("already", error.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(first.Hub));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Open_OwnFolderAgain_KeepsWhatIsThereUnlessReset(bool reset, bool stays)
    {
        using (var first = DataFolder.Open(_folder.Path, reset: false))
            File.WriteAllText(Path.Combine(first.Hub, "hub.db"), "");

        using var second = DataFolder.Open(_folder.Path, reset);

        Assert.Equal(stays, File.Exists(Path.Combine(second.Hub, "hub.db")));
    }
}
