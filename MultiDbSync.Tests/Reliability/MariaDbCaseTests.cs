using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Tests.Connectors.MySql;
using MultiDbSync.Tests.Support;
using MySqlConnector;

namespace MultiDbSync.Tests.Reliability;

/// <summary>Cases on a MariaDB server. Everything else runs there by the conformance suites, the behaviour tests and the random walks of that name.</summary>
public sealed class MariaDbCaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task R02_TransactionOpenAcrossReads_ArrivesWholeAfterItsCommit()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(id INT PRIMARY KEY)");
        using var open = bench.Open("START TRANSACTION; INSERT INTO t VALUES (1)");
        using var rolledBack = bench.Open("START TRANSACTION; INSERT INTO t VALUES (100)");
        for (var round = 2; round <= 11; round++)
        {
            bench.Run($"INSERT INTO t VALUES ({round})");
            Assert.Equal($"create t[{round}]", await bench.TakeAsync());
        }

        MariaDbDatabase.Run(open, "INSERT INTO t VALUES (50); COMMIT");
        MariaDbDatabase.Run(rolledBack, "ROLLBACK");
        Assert.Equal("create t[1], create t[50]", await bench.TakeAsync());
    }

    [Fact]
    public async Task R04_SixteenWritersWithRollbacks_EntriesTellTheTable()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(id INT PRIMARY KEY, v INT)");
        var writers = Enumerable.Range(1, 16).Select(n => Task.Run(() => Write(bench, n), Cancel)).ToList();
        var told = new Dictionary<string, RowImage>();
        while (!Task.WhenAll(writers).IsCompleted) Follow(told, await bench.EntriesAsync());
        await Task.WhenAll(writers);
        Follow(told, await bench.EntriesAsync());
        var rows = new List<RowImage>();
        await foreach (var row in bench.Node.Rows.ReadAsync(bench.Table("t"), Cancel)) rows.Add(row);
        Assert.NotEmpty(rows);
        Assert.Equal(rows.ToHashSet(), told.Values.ToHashSet());
    }

    [Fact]
    public async Task R55_ZeroAndImpossibleDates_CarriedAsTheyAreSpeltAndWrittenBack()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(id INT PRIMARY KEY, d DATE, dt DATETIME(3), ts TIMESTAMP NULL)");
        using (var application = bench.Open("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'"))
            MariaDbDatabase.Run(application, "INSERT INTO t VALUES (1, '0000-00-00', '2026-02-31 00:00:00', '0000-00-00 00:00:00')");
        var row = (await bench.EntriesAsync()).Single().After!;
        Assert.Equal(["0000-00-00", "2026-02-31 00:00:00.000", "0000-00-00 00:00:00"], row.Values.Skip(1).Select(v => v.Kind == CellKind.Text ? v.Text : v.Kind.ToString()));
        var result = await bench.ApplyAsync(true, bench.Put("t", [("id", CellValue.FromInteger(2)), .. row.Columns.Skip(1).Select(c => (c, row[c]))]));
        Assert.Null(result.Rows.Single().Error);
        var refused = await bench.ApplyAsync(false, bench.Put("t", ("id", CellValue.FromInteger(3)), ("d", CellValue.FromText("infinity")), ("dt", CellValue.Null), ("ts", CellValue.Null)));
        Assert.Equal(DeferReason.Rejected, refused.Rows.Single().Deferred);
    }

    [Fact]
    public async Task R61_JsonThatIsTextWithACheck_IsJson()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(id INT PRIMARY KEY, j JSON, u UUID)");
        Assert.SkipUnless(bench.Ask("SELECT VERSION()")!.Contains("MariaDB", StringComparison.Ordinal), "The server is not MariaDB.");
        Assert.Equal((CanonicalType.Json, CanonicalType.Uuid), (bench.Table("t").Column("j")!.Type, bench.Table("t").Column("u")!.Type));
        bench.Run("INSERT INTO t VALUES (1, '{\"a\":1}', '0123E567-e89b-12d3-a456-426655440000')");
        Assert.Equal("create t[1]", await bench.TakeAsync());
        bench.Run("UPDATE t SET j = '{ \"a\" : 1.0 }'");
        Assert.Equal("", await bench.TakeAsync());
    }

    [Fact]
    public async Task R15_Truncate_RaisesAnAlert()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(id INT PRIMARY KEY); INSERT INTO t VALUES (1)");
        bench.Run("TRUNCATE TABLE t");
        Assert.Equal(["t"], (await bench.Node.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);
    }

    private static void Follow(Dictionary<string, RowImage> told, IReadOnlyList<CapturedEntry> entries)
    {
        foreach (var entry in entries)
        {
            Assert.Equal(entry.Before, told.GetValueOrDefault(entry.Key!.Text));
            if (entry.After is { } after) told[entry.Key.Text] = after;
            else told.Remove(entry.Key.Text);
        }
    }

    private static void Write(MySqlBench bench, int seed)
    {
        var random = new Random(seed);
        using var application = bench.Open("SET SESSION innodb_lock_wait_timeout = 10");
        for (var transaction = 0; transaction < 40; transaction++)
        {
            try
            {
                MariaDbDatabase.Run(application, "START TRANSACTION");
                for (var statement = random.Next(1, 4); statement > 0; statement--)
                {
                    var id = random.Next(1, 30);
                    MariaDbDatabase.Run(application, random.Next(3) switch
                    {
                        0 => $"REPLACE INTO t VALUES ({id}, {random.Next()})",
                        1 => $"UPDATE t SET v = {random.Next()} WHERE id = {id}",
                        _ => $"DELETE FROM t WHERE id = {id}",
                    });
                }

                MariaDbDatabase.Run(application, random.Next(4) == 0 ? "ROLLBACK" : "COMMIT");
            }
            catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout)
            {
                MariaDbDatabase.Run(application, "ROLLBACK");
            }
        }
    }
}
