using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Storage.Secrets;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Engine.Storage;

public sealed class PlainConnectionsTests : IAsyncLifetime
{
    private TempHub _hub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await TempHub.CreateAsync(Cancel);
        await using var db = _hub.Store.CreateContext();
        db.Nodes.AddRange(Node("a", "Host=a;Password=hush-a"), Node("b", "Host=b;Password=hush-b"), Node("c", "env:MDS_C"));
        await db.SaveChangesAsync(Cancel);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Encrypt_LeavesNothingReadableInTheFiles_AndDoesItOnce()
    {
        Assert.True(FilesHold("hush-a"));
        Assert.Equal((2, true), await PlainConnections.EncryptAsync(_hub.Store, Cancel));
        Assert.False(FilesHold("hush-"));
        Assert.Equal((0, true), await PlainConnections.EncryptAsync(_hub.Store, Cancel));
        Assert.Equal(["Host=a;Password=hush-a", "Host=b;Password=hush-b"], (await StoredAsync()).Take(2).Select(s => _hub.Store.Connections.Reveal("n", s)));
        Assert.Equal("env:MDS_C", (await StoredAsync())[2]);
    }

    [Fact]
    public async Task Encrypt_BrokenOffMidway_LeavesAllAsItWas()
    {
        await ExecuteAsync("CREATE TRIGGER stop BEFORE UPDATE ON nodes WHEN old.name = 'b' BEGIN SELECT RAISE(ABORT, 'stop'); END");
        await Assert.ThrowsAsync<SqliteException>(() => PlainConnections.EncryptAsync(_hub.Store, Cancel));
        Assert.Equal(["Host=a;Password=hush-a", "Host=b;Password=hush-b", "env:MDS_C"], await StoredAsync());
        await ExecuteAsync("DROP TRIGGER stop");
        Assert.Equal(2, (await PlainConnections.EncryptAsync(_hub.Store, Cancel)).Encrypted);
    }

    private static NodeEntity Node(string name, string connectionString) => new() { Name = name, Make = "in-memory", ConnectionString = connectionString };

    private bool FilesHold(string text) =>
        Directory.GetFiles(_hub.Folder, "hub.db*").Any(f => Read(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private async Task<List<string>> StoredAsync()
    {
        await using var db = _hub.Store.CreateContext();
        return await db.Nodes.OrderBy(n => n.Name).Select(n => n.ConnectionString).ToListAsync(Cancel);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await _hub.Store.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
