using System.Collections.Concurrent;
using System.Globalization;
using MultiDbSync.Engine.Changes;
using Npgsql;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>What went wrong for users of other systems on PostgreSQL; the names begin with the case's number.</summary>
public sealed class PostgresReliabilityTests
{
    private const int Writers = 16;
    private const int Rounds = 25;
    private const int Keys = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task R02_TransactionOpenAcrossTenSyncs_DeliveredOnceCommitted()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY)");
        await using var open = await bench.OpenAsync();
        await using var abandoned = await bench.OpenAsync();
        await PostgresBench.RunAsync(open, "BEGIN; INSERT INTO t VALUES (1), (2)");
        await PostgresBench.RunAsync(abandoned, "BEGIN; INSERT INTO t VALUES (3)");
        for (var sync = 10; sync < 20; sync++)
        {
            await bench.RunAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO t VALUES ({sync})"));
            Assert.Equal($"create t[{sync}]", await bench.TakeAsync());
        }

        await PostgresBench.RunAsync(open, "COMMIT");
        await PostgresBench.RunAsync(abandoned, "ROLLBACK");
        var entries = await bench.EntriesAsync();
        Assert.Equal(["[1]", "[2]"], entries.Select(e => e.Key!.Text));
        Assert.Single(entries.Select(e => e.Tx).Distinct());
    }

    [Fact]
    public async Task R04_SixteenWritersThatRollBackAtRandom_ReplayedLogEqualsTheTable()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY, v int NOT NULL)");
        using var done = new CancellationTokenSource();
        var taken = new ConcurrentQueue<CapturedEntry>();
        var reader = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                foreach (var entry in await TakeSomeAsync(bench)) taken.Enqueue(entry);
                await bench.Node.Changes.WaitAsync(TimeSpan.FromMilliseconds(20), Cancel);
            }
        }, Cancel);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => WriteAsync(bench, w)));
        await done.CancelAsync();
        await reader;
        foreach (var entry in await bench.EntriesAsync()) taken.Enqueue(entry);

        var replayed = new SortedDictionary<long, RowImage>();
        foreach (var entry in taken)
        {
            Assert.Equal(entry.Before, replayed.GetValueOrDefault(entry.Key!.Values[0].Integer));
            if (entry.After is null) replayed.Remove(entry.Key.Values[0].Integer);
            else replayed[entry.Key.Values[0].Integer] = entry.After;
        }

        var rows = new List<RowImage>();
        await foreach (var row in bench.Node.Rows.ReadAsync(bench.Table("t"), Cancel)) rows.Add(row);
        Assert.Equal(rows, replayed.Values);
        Assert.Equal(taken.Count, taken.Select(e => e.Id).Distinct().Count());
    }

    private static async Task<IReadOnlyList<CapturedEntry>> TakeSomeAsync(PostgresBench bench)
    {
        var read = await bench.Node.Changes.ReadAsync(50, Cancel);
        await bench.Node.Changes.DeleteAsync(read, Cancel);
        return read.Entries;
    }

    private static async Task WriteAsync(PostgresBench bench, int writer)
    {
        var random = new Random(writer);
        await using var connection = await bench.OpenAsync();
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                // Deadlocks are part of it, but need not last a second each.
                await PostgresBench.RunAsync(connection, "SET deadlock_timeout = '10ms'; BEGIN");
                for (var statements = random.Next(1, 6); statements > 0; statements--) await PostgresBench.RunAsync(connection, Statement(random));
                await PostgresBench.RunAsync(connection, random.Next(3) == 0 ? "ROLLBACK" : "COMMIT");
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                await PostgresBench.RunAsync(connection, "ROLLBACK");
            }
        }
    }

    private static string Statement(Random random)
    {
        var (key, value) = (random.Next(Keys), random.Next());
        return random.Next(4) switch
        {
            0 => $"DELETE FROM t WHERE id = {key}",
            1 => $"UPDATE t SET v = {value} WHERE id = {key}",
            _ => $"INSERT INTO t VALUES ({key}, {value}) ON CONFLICT (id) DO UPDATE SET v = excluded.v",
        };
    }
}
