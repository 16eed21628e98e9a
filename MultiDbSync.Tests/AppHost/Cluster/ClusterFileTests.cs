using System.Text.Json;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.AppHost.Cluster;

public sealed class ClusterFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_NewFile_HasTheNamesThatScriptsRelyOn()
    {
        var file = new ClusterFile(_folder.File("nested/cluster.json"));

        file.Write(Description(pid: 1));

        using var json = JsonDocument.Parse(File.ReadAllText(file.Path));
        string[] expected = ["web", "api", "mail", "smtp", "dashboard", "databases", "hub", "adminSetupUrl"];
        Assert.All(expected, name => Assert.True(json.RootElement.TryGetProperty(name, out _), name));
        Assert.Equal("Data Source=/d/primary.db", json.RootElement.GetProperty("databases").GetProperty("primary").GetString());
    }

    [Fact]
    public void Write_OnUnix_IsReadableByItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file modes.");
        var file = new ClusterFile(_folder.File("cluster.json"));

        file.Write(Description(pid: 1));

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public void Read_WrittenFile_GivesTheSame()
    {
        var file = new ClusterFile(_folder.File("cluster.json"));
        file.Write(Description(pid: 7));

        var read = file.Read();

        Assert.Equal("http://localhost:5081", read?.Api);
        Assert.Equal(7, read?.Pids[ClusterPids.AppHost]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"web\":")]
    [InlineData("{\"web\":\"http://localhost\"}")]
    public void Read_NoOrForeignContent_GivesNothing(string? content)
    {
        var file = new ClusterFile(_folder.File("cluster.json"));
        if (content is not null)
            File.WriteAllText(file.Path, content);

        Assert.Null(file.Read());
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void RemoveIfOf_Process_LeavesTheFileOfAnotherCluster(int pid, bool stays)
    {
        var file = new ClusterFile(_folder.File("cluster.json"));
        file.Write(Description(pid: 7));

        file.RemoveIfOf(pid);

        Assert.Equal(stays, File.Exists(file.Path));
    }

    private static ClusterDescription Description(int pid) => new()
    {
        Web = "http://localhost:5080",
        Api = "http://localhost:5081",
        Databases = new Dictionary<string, string> { ["primary"] = "Data Source=/d/primary.db" },
        Hub = "Data Source=/d/hub.db",
        Redis = "localhost:6379",
        Data = "/d",
        OperatorKeyFile = "/d/operator-key",
        Pids = new Dictionary<string, int> { [ClusterPids.AppHost] = pid },
    };
}
