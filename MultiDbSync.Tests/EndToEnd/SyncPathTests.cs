using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MultiDbSync.AppHost;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>The main job through real processes: what a foreign program writes into one database is soon in the others.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class SyncPathTests(ClusterFixture fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly TestCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task Row_ChangedInOneDatabase_AppearsInTheOthers() => await WriteAndAwaitAsync("Written by a foreign program");

    [Fact]
    public async Task Row_ChangedWhileRedisIsKilled_AppearsInTheOthers()
    {
        await _cluster.KillAsync(ResourceNames.Redis);

        await WriteAndAwaitAsync("Written without Redis");
    }

    [Fact]
    public async Task Row_ChangedWhileTheWorkerIsKilled_AppearsInTheOthers()
    {
        await _cluster.KillAsync(ResourceNames.SyncWorker);

        await WriteAndAwaitAsync("Written without a worker");
    }

    [Fact]
    public async Task Demo_OnARunningCluster_MakesSevenConflicts()
    {
        using var http = new HttpClient();
        var clock = Stopwatch.StartNew();

        var run = await new DemoClient(http, TimeProvider.System)
            .RunAsync(_cluster.Description.Api, _cluster.OperatorKey, _ => { }, TestContext.Current.CancellationToken);

        Assert.True(run.Succeeded, $"{run.Status} after {clock.Elapsed}: {run.Message}{Environment.NewLine}{_cluster.Output}");
        Assert.Equal(7, run.Conflicts);
    }

    private async Task WriteAndAwaitAsync(string title)
    {
        var databases = _cluster.Description.Databases;
        await ExecuteAsync(databases["primary"], "UPDATE books SET title = $title WHERE id = (SELECT min(id) FROM books)", title);

        foreach (var other in new[] { "mysql_sim", "postgres_sim" })
        {
            await Eventually.TrueAsync(
                async () => title.Equals(await ExecuteAsync(databases[other], "SELECT title FROM books WHERE id = (SELECT min(id) FROM books)", title)),
                Soon,
                () => $"{other}{Environment.NewLine}{_cluster.Output}",
                "the title is the new one");
        }
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql, string title)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$title", title);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
