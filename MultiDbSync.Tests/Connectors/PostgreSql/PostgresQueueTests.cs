using System.Globalization;
using System.Text.Json;
using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;
using Npgsql;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>The change log as a queue: what has been deleted costs nothing, and what commits late is never passed over.</summary>
public sealed class PostgresQueueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OldSnapshot_KeepsDeletedEntries_ReadsDoNotPassOverThem()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY, v int)");
        await using var old = await bench.OpenAsync();
        await PostgresBench.RunAsync(old, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT count(*) FROM t");
        await bench.RunAsync("INSERT INTO t SELECT i, 0 FROM generate_series(1, 30000) i");
        var bound = new PgLowerBound();
        var connections = new PgConnections(new NodeInfo("n1", "postgresql", bench.Database));
        await using var session = connections.SessionByIndex();
        await using var wakeUp = new PgWakeUp(connections.ListeningSession(), new PostgreSqlConnectorOptions(), bound);
        var source = new PgChangeSource(session, new PgDialect("n1", new PostgreSqlConnectorOptions(), bound), bound, wakeUp, "n1");
        var read = await source.ReadAsync(100_000, Cancel);
        await source.DeleteAsync(read, Cancel);

        // The first read afterwards knows that everything up to there has ended, the next one begins behind it; a transaction of another test on this server delays that.
        var first = 0L;
        await Eventually.TrueAsync(
            async () =>
            {
                Assert.Empty((await source.ReadAsync(100, Cancel)).Entries);
                return (first = ((NpgsqlParameter<long>)bound.Parameters().Last()).TypedValue) > 0;
            },
            TimeSpan.FromSeconds(30));
        Assert.Equal(read.Raw[^1] + 1, first);
        Assert.InRange(await BlocksAsync(bench, 0), 300, int.MaxValue);
        Assert.InRange(await BlocksAsync(bench, first), 0, 10);
        await bench.RunAsync("UPDATE t SET v = 1 WHERE id = 7");
        Assert.Single((await source.ReadAsync(100, Cancel)).Entries);
    }

    [Fact]
    public async Task Wait_WhateverRemainsOfItsTime_Ends()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY)");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        for (var i = 0; i < 300; i++) Assert.False(await bench.Node.Changes.WaitAsync(TimeSpan.FromMicroseconds(1000 + (i * 37 % 4000)), limit.Token));
    }

    [Fact]
    public async Task LowerBound_NeverPassesATransactionThatIsStillOpen()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY)");
        var random = new Random(5);
        var open = new List<NpgsqlConnection>();
        var (next, seen, committed) = (0, new List<long>(), new List<long>());
        var pending = new Dictionary<NpgsqlConnection, List<long>>();
        for (var step = 0; step < 250; step++)
        {
            if (open.Count < 6 && random.Next(3) == 0)
            {
                var connection = await bench.OpenAsync();
                await PostgresBench.RunAsync(connection, "BEGIN");
                open.Add(connection);
                pending.Add(connection, []);
            }

            if (open.Count > 0)
            {
                var connection = open[random.Next(open.Count)];
                if (random.Next(4) > 0)
                {
                    pending[connection].Add(++next);
                    await PostgresBench.RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO t VALUES ({next})"));
                }
                else
                {
                    var commit = random.Next(4) > 0;
                    await PostgresBench.RunAsync(connection, commit ? "COMMIT" : "ROLLBACK");
                    if (commit) committed.AddRange(pending[connection]);
                    open.Remove(connection);
                    await connection.DisposeAsync();
                }
            }

            if (random.Next(2) == 0) seen.AddRange((await bench.EntriesAsync()).Select(e => e.Key!.Values[0].Integer));
        }

        foreach (var connection in open)
        {
            await PostgresBench.RunAsync(connection, "COMMIT");
            committed.AddRange(pending[connection]);
            await connection.DisposeAsync();
        }

        seen.AddRange((await bench.EntriesAsync()).Select(e => e.Key!.Values[0].Integer));
        Assert.Equal(committed.Order(), seen.Order());
    }

    [Fact]
    public async Task BusyWriters_WakeTheReaderWithoutNotifyingEachTime()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY)");
        Assert.False(await bench.Node.Changes.WaitAsync(TimeSpan.FromMilliseconds(200), Cancel));
        Assert.Equal("2", await bench.AskAsync("SELECT last_value FROM mds_sync.mds_asleep"));
        for (var i = 0; i < 20; i++)
        {
            await bench.RunAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO t VALUES ({i})"));
            Assert.True(await bench.Node.Changes.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
            await bench.EntriesAsync();
        }

        Assert.Equal("1", await bench.AskAsync("SELECT last_value FROM mds_sync.mds_asleep"));
    }

    private static async Task<int> BlocksAsync(PostgresBench bench, long first)
    {
        await using var connection = await bench.OpenAsync();
        await PostgresBench.RunAsync(connection, PgConnections.ByIndex);
        var sql = string.Create(CultureInfo.InvariantCulture, $"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM mds_sync.mds_change WHERE seq >= {first} ORDER BY seq");
        await using var command = new NpgsqlCommand(sql, connection);
        using var document = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancel))!);
        var root = document.RootElement[0].GetProperty("Plan");
        return root.GetProperty("Shared Hit Blocks").GetInt32() + root.GetProperty("Shared Read Blocks").GetInt32();
    }
}
