using System.Diagnostics;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using Npgsql;
using static MultiDbSync.Engine.Changes.CellValue;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>Applications hold rows and we wait, never the other way round.</summary>
public sealed class PostgresLockTests
{
    private const string Schema = "CREATE TABLE t(id int PRIMARY KEY, v text UNIQUE); INSERT INTO t VALUES (1, 'a'), (2, 'b')";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE t SET v = 'mine' WHERE id = 1")]
    [InlineData("SELECT * FROM t WHERE id = 1 FOR UPDATE")]
    [InlineData("DELETE FROM t WHERE id = 1")]
    public async Task RowHeldByAnApplication_LeftForLaterOthersWritten(string statement)
    {
        await using var bench = await PostgresBench.CreateAsync(Schema);
        await using var application = await bench.OpenAsync();
        await PostgresBench.RunAsync(application, $"BEGIN; {statement}");
        var began = Stopwatch.GetTimestamp();
        var result = await bench.ApplyAsync(true, Row(bench, 1, "ours"), Row(bench, 2, "new"));
        Assert.Equal([DeferReason.Locked, null], result.Rows.Select(r => r.Deferred));
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(4), "Waited for the application.");
        await PostgresBench.RunAsync(application, "ROLLBACK");
        Assert.Equal("1a,2new", await bench.AskAsync("SELECT string_agg(id || v, ',' ORDER BY id) FROM t"));
        Assert.Null((await bench.ApplyAsync(false, Row(bench, 1, "ours"))).Rows.Single().Deferred);
        Assert.Empty((await bench.Node.Applier.ReadStateAsync(PostgresBench.Set, Cancel)).Deferred);
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (9, 'mine')")]
    [InlineData("INSERT INTO t VALUES (8, 'ours')")]
    public async Task RowThatAnApplicationIsAboutToInsert_LeftForLater(string statement)
    {
        await using var bench = await PostgresBench.CreateAsync(Schema);
        await using var application = await bench.OpenAsync();
        await PostgresBench.RunAsync(application, $"BEGIN; {statement}");
        var result = await bench.ApplyAsync(true, Row(bench, 9, "ours"), Row(bench, 2, "new"));
        Assert.Equal([DeferReason.Locked, null], result.Rows.Select(r => r.Deferred));
        await PostgresBench.RunAsync(application, "COMMIT");
        Assert.Contains("2new", await bench.AskAsync("SELECT string_agg(id || v, ',' ORDER BY id) FROM t"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplicationWritesAndReadsWhileCaptureAndStateAreHeld_NeverBlocked()
    {
        await using var bench = await PostgresBench.CreateAsync(Schema);
        await using var ours = await bench.OpenAsync();
        await PostgresBench.RunAsync(ours, "BEGIN; SELECT * FROM mds_sync.mds_state FOR UPDATE; SELECT * FROM mds_sync.mds_change FOR UPDATE; DELETE FROM mds_sync.mds_change; SELECT setval('mds_sync.mds_asleep', 2)");
        await using var application = await bench.OpenAsync();
        await PostgresBench.RunAsync(application, "SET lock_timeout = '1ms'; BEGIN; UPDATE t SET v = v || '!'; INSERT INTO t VALUES (3, 'c'); DELETE FROM t WHERE id = 2; COMMIT; TRUNCATE t");
        await PostgresBench.RunAsync(ours, "ROLLBACK");
        Assert.Equal("update t[1], update t[2], create t[3], delete t[2], delete t[1], delete t[3]", await bench.TakeAsync());
    }

    [Fact]
    public async Task ForeignKeyOfAnApplication_OnARowThatWeUpdate_NotBlocked()
    {
        await using var bench = await PostgresBench.CreateAsync($"{Schema}; CREATE TABLE c(id int PRIMARY KEY, t int REFERENCES t)");
        await using var application = await bench.OpenAsync();
        await PostgresBench.RunAsync(application, "BEGIN; INSERT INTO c VALUES (1, 1)");
        var result = await bench.ApplyAsync(true, bench.Delete("t", 1), bench.Delete("t", 2));
        Assert.Equal([DeferReason.Locked, null], result.Rows.Select(r => r.Deferred));
        await PostgresBench.RunAsync(application, "COMMIT");
        Assert.Equal("1", await bench.AskAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task ApplicationCommitsBetweenLockAndWrite_FoundByTheSecondGuard()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE t(id int PRIMARY KEY, v text); CREATE TABLE wait(id int PRIMARY KEY); INSERT INTO wait VALUES (1);
            CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF current_setting('mds.applying', true) = 'on' THEN PERFORM pg_sleep(0.8); END IF; RETURN NEW; END $$;
            CREATE TRIGGER "!a" BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.id = 5) EXECUTE FUNCTION slow();
            """);
        var applying = bench.ApplyAsync(true, Row(bench, 5, "ours"), Row(bench, 6, "other"));
        await Support.Eventually.TrueAsync(async () => await bench.AskAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == "1", TimeSpan.FromSeconds(20));

        // Gone again before our row comes: nothing but the change log tells of it.
        await bench.RunAsync("BEGIN; INSERT INTO t VALUES (5, 'app'); DELETE FROM t WHERE id = 5; COMMIT");
        var result = await applying;
        Assert.Equal([DeferReason.LocalChange, null], result.Rows.Select(r => r.Deferred));
        Assert.Equal("6other", await bench.AskAsync("SELECT string_agg(id || v, ',') FROM t"));
        Assert.Equal([EntryKind.Deferred, EntryKind.Applied], (await bench.EntriesAsync()).Select(e => e.Kind));
    }

    [Fact]
    public async Task TwoWorkersOnOneNode_OneAppliesTheOtherIsStale()
    {
        await using var bench = await PostgresBench.CreateAsync(Schema);
        var state = await bench.Node.Applier.ReadStateAsync(PostgresBench.Set, Cancel);
        ApplyBatch Batch(string v) => new(PostgresBench.Set, "h", 1, state.Applied, state.Captured, state.Applied + 1, [Row(bench, 1, v)], true);
        var other = bench.Connect();
        var results = await Task.WhenAll(bench.Node.Applier.ApplyAsync(Batch("x"), Cancel), other.Applier.ApplyAsync(Batch("y"), Cancel));
        Assert.Equal([ApplyStatus.Applied, ApplyStatus.Stale], results.Select(r => r.Status).Order());
    }

    [Fact]
    public async Task DeadlockAndLostConnection_AreTransient()
    {
        await using var bench = await PostgresBench.CreateAsync(Schema);
        await bench.Node.Applier.ReadStateAsync(PostgresBench.Set, Cancel);
        await bench.RunAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'MultiDbSync' AND datname = current_database()");
        var error = await Assert.ThrowsAsync<ConnectorException>(() => bench.Node.Applier.ReadStateAsync(PostgresBench.Set, Cancel));
        Assert.Equal(ConnectorErrorClass.Transient, error.ErrorClass);
        await bench.Node.Applier.ReadStateAsync(PostgresBench.Set, Cancel);
        Assert.Equal(ConnectorErrorClass.Transient, MultiDbSync.Connectors.PostgreSql.PgErrors.Classify(PostgresErrorCodes.DeadlockDetected));
    }

    private static ApplyRow Row(PostgresBench bench, long id, string v) => bench.Put("t", ("id", FromInteger(id)), ("v", FromText(v)));
}
