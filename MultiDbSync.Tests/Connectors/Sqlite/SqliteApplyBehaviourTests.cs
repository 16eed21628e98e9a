using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using static MultiDbSync.Engine.Changes.CellValue;

namespace MultiDbSync.Tests.Connectors.Sqlite;

/// <summary>Ways in which SQLite itself would write something else than what was sent.</summary>
public sealed class SqliteApplyBehaviourTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ApplicationTriggers_OnAppliedRows_DoNotFire()
    {
        await using var bench = await SqliteBench.CreateAsync("""
            CREATE TABLE t(id INTEGER PRIMARY KEY, v); CREATE TABLE audit(id INTEGER PRIMARY KEY, what);
            CREATE TRIGGER app AFTER INSERT ON t BEGIN INSERT INTO audit(what) VALUES ('inserted'); END;
            """);
        await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(1)), ("v", FromText("x"))));
        Assert.Equal("0", bench.Ask("SELECT count(*) FROM audit"));
    }

    [Fact]
    public async Task Cascade_ParentDeletedByTheHub_ChildrenHoldIt()
    {
        await using var bench = await SqliteBench.CreateAsync("""
            CREATE TABLE a(id INTEGER PRIMARY KEY); CREATE TABLE b(id INTEGER PRIMARY KEY, a INT REFERENCES a ON DELETE CASCADE);
            INSERT INTO a VALUES (1); INSERT INTO b VALUES (7, 1);
            """);
        var result = await bench.ApplyAsync(true, new ApplyRow(bench.Table("a"), RowKey.Of(FromInteger(1)), 1, null, null, null));
        Assert.Equal(DeferReason.ForeignKey, result.Rows.Single().Deferred);
        Assert.Equal("1", bench.Ask("SELECT count(*) FROM b"));
    }

    [Fact]
    public async Task OnConflictReplaceInTheTable_UniqueClash_NoRowDeleted()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, u TEXT UNIQUE ON CONFLICT REPLACE); INSERT INTO t VALUES (1, 'x')");
        var result = await bench.ApplyAsync(false, bench.Put("t", ("id", FromInteger(2)), ("u", FromText("x"))));
        Assert.Equal(DeferReason.UniqueKey, result.Rows.Single().Deferred);
        Assert.Equal("1", bench.Ask("SELECT id FROM t"));
    }

    [Fact]
    public async Task RowsToLeaveForTheirUniqueKeys_NotExchanged()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, u TEXT UNIQUE); INSERT INTO t VALUES (1, 'x'), (2, 'y')");
        await bench.ApplyAsync(
            false,
            bench.Put("t", ("id", FromInteger(1)), ("u", FromText("y"))) with { Leave = DeferReason.UniqueKey },
            bench.Put("t", ("id", FromInteger(2)), ("u", FromText("x"))) with { Leave = DeferReason.UniqueKey });
        Assert.Equal("1x,2y", bench.Ask("SELECT group_concat(id || u) FROM t"));
    }

    [Fact]
    public async Task Affinity_ChangesTheValue_RejectedByColumnNameRowUntouched()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER, v); INSERT INTO t VALUES (1, 5, 'old')");
        var result = await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(1)), ("n", FromText("77")), ("v", FromText("new"))), bench.Put("t", ("id", FromInteger(2)), ("n", Null), ("v", Null)));
        Assert.Equal([DeferReason.Rejected, null], result.Rows.Select(r => r.Deferred));
        Assert.Contains("'n'", result.Rows[0].Error, StringComparison.Ordinal);
        Assert.DoesNotContain("77", result.Rows[0].Error, StringComparison.Ordinal);
        Assert.Equal("1|5|old,2||", bench.Ask("SELECT group_concat(id || '|' || coalesce(n, '') || '|' || coalesce(v, '')) FROM t"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NotNullAndCheck_Refused_CoalescedFailsElseRejected(bool coalesced)
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v NOT NULL CHECK (v <> 'bad'))");
        var result = await bench.ApplyAsync(coalesced, bench.Put("t", ("id", FromInteger(1)), ("v", Null)), bench.Put("t", ("id", FromInteger(2)), ("v", FromText("bad"))), bench.Put("t", ("id", FromInteger(3)), ("v", FromText("good"))));
        if (coalesced) Assert.Equal(ApplyStatus.ConstraintFailed, result.Status);
        else Assert.Equal([DeferReason.Rejected, DeferReason.Rejected, null], result.Rows.Select(r => r.Deferred));
        Assert.Equal(coalesced ? "0" : "1", bench.Ask("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task NoCaseKey_LocalChangeInOtherCase_Guarded()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(k TEXT PRIMARY KEY COLLATE NOCASE, v)");
        bench.Run("INSERT INTO t VALUES ('abc', 'local')");
        var result = await bench.ApplyAsync(true, bench.Put("t", ("k", FromText("ABC")), ("v", FromText("remote"))));
        Assert.Equal(DeferReason.LocalChange, result.Rows.Single().Deferred);
        await bench.EntriesAsync();
        await bench.ApplyAsync(true, bench.Put("t", ("k", FromText("Abc")), ("v", FromText("remote"))));
        Assert.Equal("Abc|remote", bench.Ask("SELECT k || '|' || v FROM t"));
        Assert.Empty((await bench.Node.Applier.ReadStateAsync(SqliteBench.Set, Cancel)).Deferred);
    }

    [Fact]
    public async Task Update_OtherColumnsThanTheImages_KeepTheirValues()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v, extra, g AS (v || '!')); INSERT INTO t VALUES (1, 'a', 'kept')");
        await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(1)), ("v", FromText("b"))));
        Assert.Equal("b|kept|b!", bench.Ask("SELECT v || '|' || extra || '|' || g FROM t"));
    }

    [Fact]
    public async Task Echo_EitherSafetyAlone_HoldsBothOffCaptures()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY)");
        bench.Run("BEGIN; UPDATE mds_state SET applying = 1; INSERT INTO t VALUES (1); UPDATE mds_state SET applying = 0; COMMIT");
        Assert.Equal("", await bench.TakeAsync());
        using (var application = bench.Open())
        {
            SQLitePCL.raw.sqlite3_db_config(application.Handle, SQLitePCL.raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, out _);
            application.Execute("INSERT INTO t VALUES (2)");
        }

        Assert.Equal("", await bench.TakeAsync());
        bench.Run("INSERT INTO t VALUES (3)");
        Assert.Equal("create t[3]", await bench.TakeAsync());
    }
}
