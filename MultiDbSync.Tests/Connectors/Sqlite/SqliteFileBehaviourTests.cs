using System.Diagnostics;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using static MultiDbSync.Engine.Changes.CellValue;

namespace MultiDbSync.Tests.Connectors.Sqlite;

/// <summary>What happens to files, locks and journals under us.</summary>
public sealed class SqliteFileBehaviourTests
{
    private const string Schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, v)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MissingFile_NeverCreated_PermanentError()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var node = new SqliteConnectorFactory().Create(new NodeInfo("n1", "sqlite", $"Data Source={file}"));
        var error = await Assert.ThrowsAsync<ConnectorException>(() => node.Schema.ReadAsync(Cancel));
        Assert.Equal(ConnectorErrorClass.Permanent, error.ErrorClass);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Uninstall_FileDeleted_NothingIsLeftToClean()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var node = new SqliteConnectorFactory().Create(new NodeInfo("n1", "sqlite", $"Data Source={file}"));
        await node.Installer.UninstallAsync(Cancel);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Uninstall_FolderGoneToo_IsToldAndNotTakenAsClean()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "away.db");
        await using var node = new SqliteConnectorFactory().Create(new NodeInfo("n1", "sqlite", $"Data Source={file}"));
        await Assert.ThrowsAsync<ConnectorException>(() => node.Installer.UninstallAsync(Cancel));
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Nonsense=1;Password=secret")]
    [InlineData("")]
    public void ConnectionString_NotAFile_RefusedWithoutQuotingIt(string connectionString)
    {
        var error = Assert.Throws<ConnectorException>(() => new SqliteConnectorFactory().Create(new NodeInfo("n1", "sqlite", connectionString)));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedFile_PermanentError()
    {
        await using var bench = await SqliteBench.CreateAsync(Schema, install: false);
        await using var other = new SqliteConnectorFactory().Create(new NodeInfo("n2", "sqlite", $"Data Source={bench.File}.bad"));
        await File.WriteAllTextAsync(bench.File + ".bad", new string('x', 5000), Cancel);
        Assert.Equal(ConnectorErrorClass.Permanent, (await Assert.ThrowsAsync<ConnectorException>(() => other.Schema.ReadAsync(Cancel))).ErrorClass);
    }

    [Fact]
    public async Task ReplacedFile_WhileOpen_NewContentSeen()
    {
        await using var bench = await SqliteBench.CreateAsync(Schema, "DELETE");
        await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(1)), ("v", Null)));
        File.Copy(bench.File, bench.File + ".backup");
        await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(2)), ("v", Null)));
        File.Move(bench.File + ".backup", bench.File, overwrite: true);
        Assert.Equal(1, (await bench.Node.Applier.ReadStateAsync(SqliteBench.Set, Cancel)).Applied);
        await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(9)), ("v", Null)));
        Assert.Equal("1,9", bench.Ask("SELECT group_concat(id) FROM t"));
    }

    [Theory]
    [InlineData("WAL")]
    [InlineData("DELETE")]
    [InlineData("TRUNCATE")]
    [InlineData("PERSIST")]
    public async Task JournalMode_AnyOfTheApplications_KeptAndWorking(string journal)
    {
        await using var bench = await SqliteBench.CreateAsync(Schema, journal);
        Assert.False(await bench.Node.Changes.WaitAsync(TimeSpan.FromMilliseconds(50), Cancel));
        var wait = bench.Node.Changes.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        bench.Run("INSERT INTO t VALUES (1, 'x')");
        Assert.True(await wait);
        Assert.Equal("create t[1]", await bench.TakeAsync());
        await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(2)), ("v", Null)));
        Assert.Equal("1,2", bench.Ask("SELECT group_concat(id) FROM t"));
        Assert.Equal(journal, journal == "WAL" ? bench.Ask("PRAGMA journal_mode")!.ToUpperInvariant() : journal);
    }

    [Theory]
    [InlineData("WAL")]
    [InlineData("DELETE")]
    public async Task ApplicationHoldsTheWriteLock_TransientThenFine(string journal)
    {
        await using var bench = await SqliteBench.CreateAsync(Schema, journal, TimeSpan.FromMilliseconds(200));
        using (var application = bench.Open())
        {
            application.Execute("BEGIN IMMEDIATE; INSERT INTO t VALUES (1, 'x')");
            var error = await Assert.ThrowsAsync<ConnectorException>(() => bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(2)), ("v", Null))));
            Assert.Equal(ConnectorErrorClass.Transient, error.ErrorClass);
            Assert.Equal("", await bench.TakeAsync());
            application.Execute("COMMIT");
        }

        await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(2)), ("v", Null)));
        Assert.Equal("create t[1]", await bench.TakeAsync());
    }

    [Fact]
    public async Task Wait_ManyCommits_MedianOfFewMilliseconds()
    {
        await using var bench = await SqliteBench.CreateAsync(Schema);
        using var application = bench.Open();
        var delays = new List<TimeSpan>();
        for (var i = 0; i < 40; i++)
        {
            var wait = bench.Node.Changes.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            application.Execute($"INSERT INTO t VALUES ({i}, 'x')");
            var committed = Stopwatch.GetTimestamp();
            Assert.True(await wait);
            delays.Add(Stopwatch.GetElapsedTime(committed));
            await bench.EntriesAsync();
        }

        // Far above what a quiet machine shows (under 1 ms), far below the slow poll.
        Assert.InRange(delays.Order().ElementAt(20), TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Wait_OwnWrites_WakeOnlyForMarkers()
    {
        await using var bench = await SqliteBench.CreateAsync(Schema);
        bench.Run("INSERT INTO t VALUES (1, 'x')");
        await bench.EntriesAsync();
        Assert.False(await bench.Node.Changes.WaitAsync(TimeSpan.FromMilliseconds(100), Cancel));
    }
}
