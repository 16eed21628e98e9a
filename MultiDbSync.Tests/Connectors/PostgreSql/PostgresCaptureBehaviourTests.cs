using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using Npgsql;
using static MultiDbSync.Engine.Changes.CellValue;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>What applications do that a trigger has to survive, and to see.</summary>
public sealed class PostgresCaptureBehaviourTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SessionSettings_OfTheApplication_DoNotChangeImages()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE t(id int PRIMARY KEY, at timestamptz, day date, span interval, real double precision, bytes bytea, price money, days daterange)
            """);
        const string row = "(1, '0001-01-01 00:00:00+00', '2026-02-03', '1 day 02:03:04', 0.1::float8 + 0.2::float8, '\\x5c00ff', 12.5, '[2026-02-03,2026-02-05)')";
        await bench.RunAsync($"INSERT INTO t VALUES {row}");
        await using var odd = await bench.OpenAsync();
        await PostgresBench.RunAsync(odd, """
            SET TimeZone = 'America/New_York'; SET DateStyle = 'German, DMY'; SET IntervalStyle = 'sql_standard'; SET extra_float_digits = -15; SET bytea_output = 'escape';
            SET search_path = ''; DELETE FROM public.t;
            """);
        await PostgresBench.RunAsync(odd, "SET datestyle = 'ISO'; INSERT INTO public.t VALUES " + row);
        var entries = await bench.EntriesAsync();
        Assert.Equal(3, entries.Count);
        Assert.Equal(entries[0].After, entries[1].Before);
        Assert.Equal(entries[0].After, entries[2].After);
        Assert.Equal((FromReal(0.1 + 0.2), FromText(CellKind.TimestampOffset, "0001-01-01T00:00:00Z")), (entries[0].After!["real"], entries[0].After!["at"]));
        Assert.Equal(entries[0].After, await bench.Node.Rows.FindAsync(bench.Table("t"), RowKey.Of(FromInteger(1)), Cancel));
    }

    [Fact]
    public async Task Columns_DroppedAddedRenamedUnderTheTriggers_ApplicationGoesOnAndDamageIsFound()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY, a text, b text, c text)");
        await using var application = await bench.OpenAsync();
        await PostgresBench.RunAsync(application, "INSERT INTO t VALUES (1, 'a', 'b', 'c')");
        await bench.RunAsync("ALTER TABLE t DROP COLUMN b; ALTER TABLE t ADD COLUMN d int DEFAULT 5; ALTER TABLE t ALTER COLUMN c TYPE varchar(9)");
        await PostgresBench.RunAsync(application, "UPDATE t SET a = 'x'; INSERT INTO t VALUES (2, 'a', 'c', 7)");
        await PostgresBench.RunAsync(application, "DELETE FROM t WHERE id = 2");
        var entries = await bench.EntriesAsync();
        Assert.Equal([ChangeOp.Create, ChangeOp.Update, ChangeOp.Create, ChangeOp.Delete], entries.Select(e => e.Op));
        Assert.Equal(RowImage.Of(("id", FromInteger(1)), ("a", FromText("x")), ("c", FromText("c"))), entries[1].After);
        Assert.Equal(["t"], (await bench.Node.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);

        await bench.RunAsync("ALTER TABLE t RENAME COLUMN id TO number");
        await PostgresBench.RunAsync(application, "UPDATE t SET a = 'y'");
        Assert.Equal("y", await bench.AskAsync("SELECT a FROM t"));
    }

    [Fact]
    public async Task Truncate_EveryRowADelete_EchoOfOthersUntouched()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE p(id int PRIMARY KEY); CREATE TABLE c(id int PRIMARY KEY, p int REFERENCES p); INSERT INTO p VALUES (1), (2); INSERT INTO c VALUES (9, 1)");
        await bench.RunAsync("TRUNCATE p CASCADE");
        Assert.Equal("delete c[9], delete p[1], delete p[2]", string.Join(", ", (await bench.TakeAsync()).Split(", ").Order()));
        await bench.RunAsync("INSERT INTO p VALUES (3)");
        await bench.RunAsync("BEGIN; TRUNCATE p CASCADE; ROLLBACK");
        Assert.Equal("create p[3]", await bench.TakeAsync());
    }

    [Fact]
    public async Task Partitions_RowsMovedTruncatedAndNewOnes_Captured()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE m(id int, part int, v text, PRIMARY KEY (id, part)) PARTITION BY LIST (part);
            CREATE TABLE m1 PARTITION OF m FOR VALUES IN (1); CREATE TABLE m2 PARTITION OF m FOR VALUES IN (2);
            """);
        Assert.Equal(["m"], bench.Tables.Select(t => t.Name));
        await bench.RunAsync("INSERT INTO m VALUES (1, 1, 'x'), (2, 2, 'y')");
        await bench.RunAsync("UPDATE m SET part = 2 WHERE id = 1; UPDATE m1 SET v = 'z'");
        Assert.Equal("create m[1,1], create m[2,2], delete m[1,1], create m[1,2]", await bench.TakeAsync());
        await bench.RunAsync("TRUNCATE m2");
        Assert.Equal("delete m[1,2], delete m[2,2]", string.Join(", ", (await bench.TakeAsync()).Split(", ").Order()));
        await bench.RunAsync("CREATE TABLE m3 PARTITION OF m FOR VALUES IN (3); INSERT INTO m VALUES (3, 3, 'n')");
        Assert.Equal("create m[3,3]", await bench.TakeAsync());
        Assert.Equal(["m"], (await bench.Node.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);
        await bench.Node.Installer.InstallAsync(bench.Installation, Cancel);
        Assert.Empty((await bench.Node.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);
    }

    [Fact]
    public async Task ChangesOfARowThatEndWhereTheyBegan_InOneTransaction_AreLeftOut()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a')");
        await bench.RunAsync("BEGIN; UPDATE t SET v = 'b'; INSERT INTO t VALUES (2, 'x'); UPDATE t SET v = 'a' WHERE id = 1; INSERT INTO t VALUES (3, 'y'); DELETE FROM t WHERE id = 3; COMMIT");
        Assert.Equal("create t[2]", await bench.TakeAsync());
        Assert.Equal("0", await bench.AskAsync("SELECT count(*) FROM mds_sync.mds_change"));
    }

    [Fact]
    public async Task NestedTriggers_OfTheApplication_ChangesInOrderOfTheRow()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE t(id int PRIMARY KEY, v int, n int DEFAULT 0);
            CREATE FUNCTION app() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.n < 2 THEN UPDATE t SET n = NEW.n + 1 WHERE id = NEW.id; END IF; RETURN NULL; END $$;
            CREATE TRIGGER " a" AFTER UPDATE OR INSERT ON t FOR EACH ROW EXECUTE FUNCTION app();
            """);
        await bench.RunAsync("INSERT INTO t(id, v) VALUES (1, 10)");
        var entries = await bench.EntriesAsync();
        Assert.Equal([null, 0, 1], entries.Select(e => e.Before is null ? (long?)null : e.Before["n"].Integer));
        Assert.Equal([0, 1, 2], entries.Select(e => e.After!["n"].Integer));
        Assert.Single(entries.Select(e => e.Tx).Distinct());
    }

    [Fact]
    public async Task JsonNull_IsNoSqlNull()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY, j jsonb, \"k\"\"\" json)");
        await bench.RunAsync("INSERT INTO t VALUES (1, 'null', NULL); UPDATE t SET j = NULL, \"k\"\"\" = ' null '; UPDATE t SET j = '{\"b\": [1.50], \"a\": null}'");
        var entries = await bench.EntriesAsync();
        var json = (string text) => FromText(CellKind.Json, text);
        Assert.Equal([(json("null"), Null), (Null, json("null")), (json("{\"a\":null,\"b\":[1.5]}"), json("null"))], entries.Select(e => (e.After!["j"], e.After!["k\""])));
        Assert.Equal(entries[2].After, await bench.Node.Rows.FindAsync(bench.Table("t"), RowKey.Of(FromInteger(1)), Cancel));
    }

    [Fact]
    public async Task Cascades_OfTheDatabase_Captured()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE p(id int PRIMARY KEY); CREATE TABLE c(id int PRIMARY KEY, p int REFERENCES p ON DELETE CASCADE); CREATE TABLE n(id int PRIMARY KEY, p int REFERENCES p ON DELETE SET NULL);
            INSERT INTO p VALUES (1); INSERT INTO c VALUES (5, 1); INSERT INTO n VALUES (6, 1);
            """);
        await bench.RunAsync("DELETE FROM p");
        Assert.Equal("delete c[5], delete p[1], update n[6]", string.Join(", ", (await bench.TakeAsync()).Split(", ").Order()));
    }

    [Fact]
    public async Task LowRightsRole_ThatMayNotSeeOurTables_WritesAndIsCaptured()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY)");
        await bench.RunAsync("DROP ROLE IF EXISTS mdstest_app; CREATE ROLE mdstest_app LOGIN PASSWORD 'mdstest_app'; GRANT INSERT, SELECT ON t TO mdstest_app");
        await bench.RunAsync("INSERT INTO t VALUES (1)", "mdstest_app");
        Assert.Equal("create t[1]", await bench.TakeAsync());
        await Assert.ThrowsAsync<PostgresException>(() => bench.RunAsync("SELECT * FROM mds_sync.mds_change", "mdstest_app"));
        await bench.RunAsync("REVOKE ALL ON t FROM mdstest_app; DROP ROLE mdstest_app");
    }

    [Fact]
    public async Task PreparedTransaction_NoticedByPollingAndPrepareNeverFails()
    {
        var server = await Support.PostgresServer.StartOwnAsync("max_prepared_transactions=5");
        try
        {
            await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY)", server: server);
            Assert.False(await bench.Node.Changes.WaitAsync(TimeSpan.FromMilliseconds(200), Cancel));
            await bench.RunAsync("BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION 'x'");
            Assert.Equal("", await bench.TakeAsync());
            var wait = bench.Node.Changes.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            await bench.RunAsync("COMMIT PREPARED 'x'");
            Assert.True(await wait);
            Assert.Equal("create t[1]", await bench.TakeAsync());
        }
        finally
        {
            server.Stop();
        }
    }

    [Fact]
    public async Task LateCommit_OfALowerNumber_ReadLaterNotLost()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY)");
        await using var late = await bench.OpenAsync();
        await PostgresBench.RunAsync(late, "BEGIN; INSERT INTO t VALUES (1)");
        for (var id = 2; id < 6; id++)
        {
            await bench.RunAsync($"INSERT INTO t VALUES ({id})");
            Assert.Equal($"create t[{id}]", await bench.TakeAsync());
        }

        await PostgresBench.RunAsync(late, "COMMIT");
        Assert.Equal("create t[1]", await bench.TakeAsync());
    }

    [Fact]
    public async Task Read_Limited_NeverCutsTransactionsThatLieBetweenEachOther()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY)");
        await using var one = await bench.OpenAsync();
        await using var other = await bench.OpenAsync();
        await PostgresBench.RunAsync(one, "BEGIN; INSERT INTO t VALUES (1)");
        await PostgresBench.RunAsync(other, "BEGIN; INSERT INTO t VALUES (2)");
        await PostgresBench.RunAsync(one, "INSERT INTO t VALUES (3); COMMIT");
        await PostgresBench.RunAsync(other, "INSERT INTO t VALUES (4); COMMIT");
        await bench.RunAsync("INSERT INTO t VALUES (5)");
        var read = await bench.Node.Changes.ReadAsync(1, Cancel);
        Assert.Equal((4, false), (read.Entries.Count, read.Complete));
        await bench.Node.Changes.DeleteAsync(read, Cancel);
        Assert.Equal("create t[5]", await bench.TakeAsync());
    }

    [Fact]
    public async Task DamagedTriggers_Found()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY); CREATE TABLE u(id int PRIMARY KEY)");
        await bench.RunAsync("ALTER TABLE t DISABLE TRIGGER \"!mds_update\"");
        Assert.Equal(["t"], (await bench.Node.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);
        await bench.RunAsync("DROP TRIGGER \"!mds_truncate\" ON u");
        Assert.Equal(["t", "u"], (await bench.Node.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);
        await bench.Node.Installer.InstallAsync(bench.Installation, Cancel);
        Assert.Empty((await bench.Node.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);
    }

    [Fact]
    public async Task Install_WhileAnApplicationHoldsTheTable_WaitsShortlyAndComesThrough()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY)", install: false);
        await using var application = await bench.OpenAsync();
        await PostgresBench.RunAsync(application, "BEGIN; INSERT INTO t VALUES (1)");
        var install = bench.InstallAsync();
        await Support.Eventually.TrueAsync(async () => await bench.AskAsync("SELECT count(*) FROM pg_locks WHERE NOT granted") != "0", TimeSpan.FromSeconds(20));
        await PostgresBench.RunAsync(application, "COMMIT");
        await install;
        await bench.RunAsync("INSERT INTO t VALUES (2)");
        Assert.Equal("create t[2]", await bench.TakeAsync());
    }

    [Fact]
    public async Task OddNames_SchemasQuotesAndDots_CapturedAndApplied()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE SCHEMA "Other.Schema"; CREATE TABLE "Other.Schema"."My ""Table"" $1"("Key ' col" int PRIMARY KEY, "select" text, "ünï" text);
            """);
        var table = Assert.Single(bench.Tables);
        Assert.Equal("\"Other.Schema\".\"My \"\"Table\"\" $1\"", table.Name);
        await bench.RunAsync("""INSERT INTO "Other.Schema"."My ""Table"" $1" VALUES (1, 'a', 'b')""");
        await bench.RunAsync("""TRUNCATE "Other.Schema"."My ""Table"" $1" """);
        Assert.Equal([ChangeOp.Create, ChangeOp.Delete], (await bench.EntriesAsync()).Select(e => e.Op));
        var result = await bench.ApplyAsync(true, bench.Put(table.Name, ("Key ' col", FromInteger(2)), ("select", FromText("x")), ("ünï", Null)));
        Assert.True(result.Rows.Single().Written);
    }

    [Fact]
    public async Task Uninstall_ByARoleThatOwnsNoTable_LeavesNothing()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY)", install: false);
        await bench.RunAsync($"""
            DROP ROLE IF EXISTS mdstest_sync; CREATE ROLE mdstest_sync LOGIN PASSWORD 'mdstest_sync';
            DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO mdstest_sync', current_database()); END $$;
            GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON t TO mdstest_sync
            """);
        var node = bench.Connect("mdstest_sync");
        var tables = await node.Schema.ReadAsync(Cancel);
        await node.Installer.InstallAsync(new CaptureInstallation("h", 1, [new CaptureInstallation.InstalledSet("s", tables, 0)]), Cancel);
        await bench.RunAsync("INSERT INTO t VALUES (1)");
        Assert.Single((await node.Changes.ReadAsync(10, Cancel)).Entries);
        await node.Installer.UninstallAsync(Cancel);
        Assert.Equal("0", await bench.AskAsync("SELECT (SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%mds%') + (SELECT count(*) FROM pg_class WHERE relname LIKE 'mds%') + (SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mds%')"));
        await bench.RunAsync("INSERT INTO t VALUES (2); REVOKE ALL ON t FROM mdstest_sync; DO $$ BEGIN EXECUTE format('REVOKE ALL ON DATABASE %I FROM mdstest_sync', current_database()); END $$; DROP ROLE mdstest_sync");
    }
}
