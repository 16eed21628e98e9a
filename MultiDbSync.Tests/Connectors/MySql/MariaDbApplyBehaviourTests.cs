using System.Diagnostics;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Tests.Support;
using static MultiDbSync.Engine.Changes.CellValue;

namespace MultiDbSync.Tests.Connectors.MySql;

/// <summary>Ways in which the server would write something else than what was sent, and applications that write at the same time.</summary>
public sealed class MariaDbApplyBehaviourTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AutomaticColumns_KeepWhatWasSent()
    {
        await using var bench = await MySqlBench.CreateAsync(
            "CREATE TABLE t(id INT PRIMARY KEY, v INT, at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6))");
        var at = FromText(CellKind.TimestampOffset, "2020-01-02T03:04:05.000006Z");
        await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(1)), ("v", FromInteger(1)), ("at", at)));
        var result = await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(1)), ("v", FromInteger(2)), ("at", at)));
        Assert.Null(result.Rows.Single().Deferred);
        Assert.Equal("2 2020-01-02 03:04:05.000006", bench.Ask("SET time_zone = '+00:00'; SELECT CONCAT(v, ' ', at) FROM t"));
    }

    [Theory]
    [InlineData("UPDATE t SET v = 'app' WHERE id = 1")]
    [InlineData("SELECT * FROM t WHERE id BETWEEN 1 AND 100 FOR UPDATE")]
    public async Task RowThatAnApplicationHolds_LeftAloneSoon_ApplicationKeepsItsValue(string held)
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(id INT PRIMARY KEY, v VARCHAR(10)); INSERT INTO t VALUES (1, 'old'), (150, 'old'), (200, 'old')");
        using var application = bench.Open($"SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ; SET SESSION innodb_lock_wait_timeout = 1; START TRANSACTION; {held}");
        var clock = Stopwatch.StartNew();
        var result = await bench.ApplyAsync(
            true, bench.Put("t", ("id", FromInteger(1)), ("v", FromText("hub"))), bench.Put("t", ("id", FromInteger(50)), ("v", FromText("hub"))),
            bench.Put("t", ("id", FromInteger(200)), ("v", FromText("hub"))));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        Assert.Equal(DeferReason.Locked, result.Rows[0].Deferred);
        Assert.Null(result.Rows[2].Deferred);
        MariaDbDatabase.Run(application, "UPDATE t SET v = 'app' WHERE id = 1; INSERT INTO t VALUES (60, 'app'); COMMIT");
        Assert.Equal("app,app", bench.Ask("SELECT GROUP_CONCAT(v) FROM t WHERE id IN (1, 60)"));
        Assert.Equal("hub", bench.Ask("SELECT v FROM t WHERE id = 200"));
    }

    [Fact]
    public async Task Cascade_ParentDeletedByTheHub_ChildrenHoldIt()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE a(id INT PRIMARY KEY); INSERT INTO a VALUES (1), (2)");
        bench.Run("CREATE TABLE b(id INT PRIMARY KEY, a INT, FOREIGN KEY (a) REFERENCES a(id) ON DELETE CASCADE); INSERT INTO b VALUES (7, 1)");
        var result = await bench.ApplyAsync(true, bench.Delete("a", FromInteger(1)), bench.Delete("a", FromInteger(2)));
        Assert.Equal([DeferReason.ForeignKey, null], result.Rows.Select(r => r.Deferred));
        Assert.Equal("1 1", bench.Ask("SELECT CONCAT((SELECT COUNT(*) FROM a), ' ', (SELECT COUNT(*) FROM b))"));
    }

    [Fact]
    public async Task CycleAndTree_InOneBatch_Written()
    {
        await using var bench = await MySqlBench.CreateAsync("""
            CREATE TABLE tree(id INT PRIMARY KEY, parent INT NULL, FOREIGN KEY (parent) REFERENCES tree(id));
            CREATE TABLE a(id INT PRIMARY KEY, b INT NOT NULL); CREATE TABLE b(id INT PRIMARY KEY, a INT NOT NULL, FOREIGN KEY (a) REFERENCES a(id));
            ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b(id)
            """);
        var rows = Enumerable.Range(1, 50).Reverse().Select(i => bench.Put("tree", ("id", FromInteger(i)), ("parent", i == 1 ? Null : FromInteger(i - 1))))
            .Append(bench.Put("a", ("id", FromInteger(1)), ("b", FromInteger(1)))).Append(bench.Put("b", ("id", FromInteger(1)), ("a", FromInteger(1))))
            .Append(bench.Put("a", ("id", FromInteger(2)), ("b", FromInteger(99)))).ToArray();
        var result = await bench.ApplyAsync(true, rows);
        Assert.Equal((DeferReason.ForeignKey, 52), (result.Rows.Single(r => r.Deferred is not null).Deferred!.Value, result.Rows.Count(r => r.Written)));
        Assert.Equal("50 1 1", bench.Ask("SELECT CONCAT((SELECT COUNT(*) FROM tree), ' ', (SELECT COUNT(*) FROM a), ' ', (SELECT COUNT(*) FROM b))"));
    }

    [Fact]
    public async Task ApplicationsAndHub_AddAndRemoveParentsAndChildren_NoOrphanEver()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE p(id INT PRIMARY KEY); CREATE TABLE c(id INT PRIMARY KEY, p INT NOT NULL, FOREIGN KEY (p) REFERENCES p(id))");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var applications = Enumerable.Range(0, 3).Select(n => Task.Run(() => Hammer(bench, n, stop.Token), Cancel)).ToList();
        var random = new Random(3);
        for (var round = 0; round < 150; round++)
        {
            var (parent, child) = (random.Next(1, 6), random.Next(1, 30));
            ApplyRow row = random.Next(4) switch
            {
                0 => bench.Put("p", ("id", FromInteger(parent))),
                1 => bench.Delete("p", FromInteger(parent)),
                2 => bench.Put("c", ("id", FromInteger(child)), ("p", FromInteger(parent))),
                _ => bench.Delete("c", FromInteger(child)),
            };
            try
            {
                await bench.ApplyAsync(random.Next(2) == 0, row);
                if (round % 5 == 0) await bench.TakeAsync();
            }
            catch (ConnectorException e) when (e.ErrorClass == ConnectorErrorClass.Transient)
            {
                // A deadlock with an application: the batch is tried again later.
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(applications);
        Assert.Equal("0", bench.Ask("SELECT COUNT(*) FROM c LEFT JOIN p ON p.id = c.p WHERE p.id IS NULL"));
    }

    [Fact]
    public async Task TriggerOfTheApplication_ChangesTheRow_RowRejectedAndUntouched()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 1); CREATE TRIGGER app BEFORE UPDATE ON t FOR EACH ROW SET NEW.v = NEW.v + 100");
        var result = await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(1)), ("v", FromInteger(5))), bench.Put("t", ("id", FromInteger(2)), ("v", FromInteger(5))));
        Assert.Equal([DeferReason.Rejected, null], result.Rows.Select(r => r.Deferred));
        Assert.Contains("'v'", result.Rows[0].Error, StringComparison.Ordinal);
        Assert.Equal("1,5", bench.Ask("SELECT GROUP_CONCAT(v ORDER BY id) FROM t"));
    }

    [Fact]
    public async Task OtherUniqueKeyHit_RowLeftAlone_OtherRowUntouched()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(id INT PRIMARY KEY, u INT UNIQUE, v INT); INSERT INTO t VALUES (1, 10, 1)");
        var result = await bench.ApplyAsync(false, bench.Put("t", ("id", FromInteger(2)), ("u", FromInteger(10)), ("v", FromInteger(2))));
        Assert.Equal(DeferReason.UniqueKey, result.Rows.Single().Deferred);
        Assert.Equal("1 10 1", bench.Ask("SELECT CONCAT(id, ' ', u, ' ', v) FROM t"));
    }

    [Theory]
    [InlineData("TINYINT", "300")]
    [InlineData("VARCHAR(3)", "abcd")]
    [InlineData("CHAR(9)", "ends ")]
    [InlineData("VARCHAR(9) CHARACTER SET latin1", "漢")]
    [InlineData("ENUM('a')", "zzz")]
    public async Task ValueThatTheColumnCantHold_RejectedByItsName(string type, string value)
    {
        await using var bench = await MySqlBench.CreateAsync($"CREATE TABLE t(id INT PRIMARY KEY, bad {type})");
        var cell = type == "TINYINT" ? FromInteger(300) : FromText(value);
        var result = await bench.ApplyAsync(false, bench.Put("t", ("id", FromInteger(1)), ("bad", cell)), bench.Put("t", ("id", FromInteger(2)), ("bad", Null)));
        Assert.Equal([DeferReason.Rejected, null], result.Rows.Select(r => r.Deferred));
        Assert.DoesNotContain(value, result.Rows[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CaseInsensitiveKey_LocalChangeInOtherCase_Guarded()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(k VARCHAR(10) COLLATE utf8mb4_general_ci PRIMARY KEY, v INT)");
        bench.Run("INSERT INTO t VALUES ('abc', 1)");
        Assert.Equal(DeferReason.LocalChange, (await bench.ApplyAsync(true, bench.Put("t", ("k", FromText("ÁBC")), ("v", FromInteger(2))))).Rows.Single().Deferred);
        await bench.EntriesAsync();
        await bench.ApplyAsync(true, bench.Put("t", ("k", FromText("Abc")), ("v", FromInteger(2))));
        Assert.Equal("Abc 2", bench.Ask("SELECT CONCAT(k, ' ', v) FROM t"));
    }

    [Fact]
    public async Task BatchLargerThanThePacket_Written()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(id INT PRIMARY KEY, v LONGTEXT)");
        var rows = Enumerable.Range(1, 2030).Select(i => bench.Put("t", ("id", FromInteger(i)), ("v", FromText(i <= 30 ? new string('x', 1 << 20) : "small")))).ToArray();
        Assert.All((await bench.ApplyAsync(true, rows)).Rows, r => Assert.Null(r.Deferred));
        Assert.Equal("2030", bench.Ask("SELECT COUNT(*) FROM t"));
    }

    private static void Hammer(MySqlBench bench, int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        using var application = bench.Open("SET SESSION innodb_lock_wait_timeout = 3");
        while (!stop.IsCancellationRequested)
        {
            var (parent, child) = (random.Next(1, 6), random.Next(1, 30));
            try
            {
                MariaDbDatabase.Run(application, random.Next(4) switch
                {
                    0 => $"INSERT IGNORE INTO p VALUES ({parent})",
                    1 => $"DELETE FROM p WHERE id = {parent}",
                    2 => $"INSERT INTO c VALUES ({child}, {parent})",
                    _ => $"DELETE FROM c WHERE id = {child}",
                });
            }
            catch (MySqlConnector.MySqlException)
            {
                // The key refuses, or a deadlock: an application's daily life.
            }
        }
    }
}
