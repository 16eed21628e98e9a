using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Servers;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.AppHost.Servers;

public sealed class ServerHomeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_ForOurOwnAccount_IsAPrivateFolderInTheDataFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        using var data = DataFolder.Open(_folder.File("data"), reset: false);

        var home = await ServerHome.OpenAsync(data, "postgres", null, TestContext.Current.CancellationToken);

        Assert.StartsWith(data.Path, home.Data, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(home.Folder));
    }

    [Fact]
    public void OthersMayPass_DependsOnEveryFolderAbove()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        var inner = Directory.CreateDirectory(_folder.File("inner")).FullName;
        Assert.False(ServerHome.OthersMayPass(inner));

        File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | UnixFileMode.OtherExecute);

        Assert.True(ServerHome.OthersMayPass(inner));
    }
}
