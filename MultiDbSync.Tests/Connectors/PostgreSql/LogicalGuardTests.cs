using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Tests.Support;
using static MultiDbSync.Engine.Changes.CellValue;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>No change of an application is overwritten before the hub has it, although no table of ours tells of it.</summary>
public sealed class LogicalGuardTests
{
    private const string Schema = "CREATE TABLE t(id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'old'), (2, 'old')";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // A value alone does not tell: the hub would send others a change that the row here no longer holds.
    [Fact]
    public async Task RowPutBackToAValueThatTheHubKnows_LeftAlone()
    {
        await using var bench = await PostgresBench.CreateLogicalAsync(Schema);
        await bench.ApplyAsync(true, Row(bench, 1, "known"));
        await bench.EntriesAsync();
        await bench.RunAsync("UPDATE t SET v = 'old' WHERE id = 1");
        var result = await bench.ApplyAsync(true, Row(bench, 1, "new") with { Expected = [Row(bench, 1, "old").After, Row(bench, 1, "known").After] }, Row(bench, 2, "new"));
        Assert.Equal([DeferReason.LocalChange, null], result.Rows.Select(r => r.Deferred));
        Assert.Equal("1old,2new", await bench.AskAsync("SELECT string_agg(id || v, ',' ORDER BY id) FROM t"));
    }

    [Fact]
    public async Task RowDeletedHere_NotPutBackBeforeTheHubHasIt()
    {
        await using var bench = await PostgresBench.CreateLogicalAsync(Schema);
        await bench.RunAsync("DELETE FROM t WHERE id = 1; UPDATE t SET id = 3 WHERE id = 2");
        var result = await bench.ApplyAsync(true, Row(bench, 1, "new"), Row(bench, 2, "new"), Row(bench, 3, "new"));
        Assert.All(result.Rows, r => Assert.Equal(DeferReason.LocalChange, r.Deferred));
        Assert.Equal("3old", await bench.AskAsync("SELECT string_agg(id || v, ',' ORDER BY id) FROM t"));
    }

    // The stream needs a while for so many rows: the guard waits for its mark, or does not write.
    [Fact]
    public async Task ChangeThatTheStreamHasYetToBring_WaitedFor()
    {
        await using var bench = await PostgresBench.CreateLogicalAsync(Schema);
        await bench.ApplyAsync(true, Row(bench, 2, "before"));
        await bench.RunAsync("BEGIN; INSERT INTO t SELECT i, repeat('much', 100) FROM generate_series(10, 18000) i; UPDATE t SET v = 'app' WHERE id = 1; COMMIT");
        ApplyResult? result = null;
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    result = await bench.ApplyAsync(true, Row(bench, 1, "new"));
                    return true;
                }
                catch (ConnectorException e) when (e.ErrorClass == ConnectorErrorClass.Transient)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(30));
        Assert.Equal(DeferReason.LocalChange, result!.Rows.Single().Deferred);
        Assert.Equal("app", await bench.AskAsync("SELECT v FROM t WHERE id = 1"));
    }

    [Fact]
    public async Task ChangeThatWasReadButNotDeleted_StillLeftAlone_ThenWritten()
    {
        await using var bench = await PostgresBench.CreateLogicalAsync(Schema);
        await bench.RunAsync("UPDATE t SET v = 'app' WHERE id = 1");
        var read = await bench.Node.Changes.ReadAsync(100, Cancel);
        Assert.Equal(DeferReason.LocalChange, (await bench.ApplyAsync(true, Row(bench, 1, "new"))).Rows.Single().Deferred);
        await bench.Node.Changes.DeleteAsync(read, Cancel);
        Assert.Null((await bench.ApplyAsync(true, Row(bench, 1, "new"))).Rows.Single().Deferred);
        Assert.Equal("new", await bench.AskAsync("SELECT v FROM t WHERE id = 1"));
    }

    [Fact]
    public async Task ApplicationCommitsBetweenLockAndWrite_FoundByTheSecondGuard()
    {
        await using var bench = await PostgresBench.CreateLogicalAsync("""
            CREATE TABLE t(id int PRIMARY KEY, v text);
            CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF current_setting('mds.applying', true) = 'on' THEN PERFORM pg_sleep(0.8); END IF; RETURN NEW; END $$;
            CREATE TRIGGER "!a" BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.id = 5) EXECUTE FUNCTION slow();
            """);
        var applying = bench.ApplyAsync(true, Row(bench, 5, "ours"), Row(bench, 6, "other"));
        await Eventually.TrueAsync(
            async () => await bench.AskAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()") == "1", TimeSpan.FromSeconds(20));

        // Gone again before our row comes: nothing but the server's log tells of it.
        await bench.RunAsync("BEGIN; INSERT INTO t VALUES (5, 'app'); COMMIT; DELETE FROM t WHERE id = 5");
        var result = await applying;
        Assert.Equal([DeferReason.LocalChange, null], result.Rows.Select(r => r.Deferred));
        Assert.Equal("6other", await bench.AskAsync("SELECT string_agg(id || v, ',') FROM t"));
        Assert.Equal([EntryKind.Change, EntryKind.Change, EntryKind.Deferred, EntryKind.Applied], (await bench.EntriesAsync()).Select(e => e.Kind));
    }

    [Fact]
    public async Task StreamThatCanNotTellYet_NothingWritten_UntilItWasRead()
    {
        await using var bench = await PostgresBench.CreateLogicalAsync(Schema);
        await bench.RunAsync("INSERT INTO t SELECT i, 'much' FROM generate_series(10, 30000) i");
        await bench.RunAsync("UPDATE t SET v = 'app' WHERE id = 1");
        var error = await Assert.ThrowsAsync<ConnectorException>(() => bench.ApplyAsync(true, Row(bench, 1, "new"), Row(bench, 2, "new")));
        Assert.Equal(ConnectorErrorClass.Transient, error.ErrorClass);
        Assert.Equal("1app,2old", await bench.AskAsync("SELECT string_agg(id || v, ',' ORDER BY id) FROM t WHERE id < 10"));
        while ((await bench.EntriesAsync()).Count > 0)
        {
            // Until nothing is left to read.
        }

        Assert.All((await bench.ApplyAsync(true, Row(bench, 1, "new"), Row(bench, 2, "new"))).Rows, r => Assert.True(r.Written));
    }

    // Two connectors of one process, as a first load has beside the loops of its target: the slot has one reader.
    [Fact]
    public async Task AnotherConnectorOfTheProcess_AsksTheSameStream()
    {
        await using var bench = await PostgresBench.CreateLogicalAsync(Schema);
        Assert.Empty(await bench.EntriesAsync());
        await bench.RunAsync("UPDATE t SET v = 'app' WHERE id = 1");
        var other = bench.Connect();
        var state = await other.Applier.ReadStateAsync(PostgresBench.Set, Cancel);
        var result = await other.Applier.ApplyAsync(new ApplyBatch(PostgresBench.Set, "h", 1, state.Applied, state.Captured, 1, [Row(bench, 1, "new"), Row(bench, 2, "new")], true), Cancel);
        Assert.Equal([DeferReason.LocalChange, null], result.Rows.Select(r => r.Deferred));
        await other.DisposeAsync();
        Assert.Equal("update t[1]", await bench.TakeAsync());
    }

    private static ApplyRow Row(PostgresBench bench, long id, string v) => bench.Put("t", ("id", FromInteger(id)), ("v", FromText(v)));
}
