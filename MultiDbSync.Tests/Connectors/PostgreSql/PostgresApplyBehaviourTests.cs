using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using static MultiDbSync.Engine.Changes.CellValue;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>Ways in which the database or an application would make something else of what is written.</summary>
public sealed class PostgresApplyBehaviourTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ApplicationTrigger_ChangesWhatWeWrite_RowRejectedByColumnNameOthersWritten()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE t(id int PRIMARY KEY, v text);
            CREATE FUNCTION app() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id = 1 THEN NEW.v := NEW.v || '!'; END IF; RETURN NEW; END $$;
            CREATE TRIGGER app BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION app();
            """);
        var result = await bench.ApplyAsync(true, Row(bench, 1, "secret"), Row(bench, 2, "b"));
        Assert.Equal([DeferReason.Rejected, null], result.Rows.Select(r => r.Deferred));
        Assert.Contains("'v'", result.Rows[0].Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Rows[0].Error, StringComparison.Ordinal);
        Assert.Equal("2b", await bench.AskAsync("SELECT string_agg(id || v, ',') FROM t"));
    }

    [Fact]
    public async Task ApplicationTrigger_WithGuardClause_DoesNotRunForOurs()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE t(id int PRIMARY KEY, v text); CREATE TABLE audit(what text);
            CREATE FUNCTION app() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES ('x'); RETURN NULL; END $$;
            CREATE TRIGGER app AFTER INSERT ON t FOR EACH ROW WHEN (current_setting('mds.applying', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION app();
            """, install: false);
        await bench.RunAsync("ALTER TABLE audit ADD COLUMN id serial PRIMARY KEY");
        await bench.InstallAsync();
        await bench.ApplyAsync(true, Row(bench, 1, "a"));
        Assert.Equal("0", await bench.AskAsync("SELECT count(*) FROM audit"));
        await bench.RunAsync("INSERT INTO t VALUES (2, 'b')");
        Assert.Equal("1", await bench.AskAsync("SELECT count(*) FROM audit"));
    }

    [Fact]
    public async Task ApplicationTrigger_SwallowsTheRow_RejectedNotLost()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE t(id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a');
            CREATE FUNCTION app() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
            CREATE TRIGGER app BEFORE INSERT OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION app();
            """);
        var result = await bench.ApplyAsync(false, bench.Delete("t", 1), Row(bench, 2, "b"));
        Assert.Equal([DeferReason.Rejected, DeferReason.Rejected], result.Rows.Select(r => r.Deferred));
        Assert.Equal(2, (await bench.Node.Applier.ReadStateAsync(PostgresBench.Set, Cancel)).Deferred.Count);
    }

    [Fact]
    public async Task Cascade_ParentDeletedByTheHub_ChildrenHoldItWhateverTheKeyDoes()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE a(id int PRIMARY KEY); CREATE TABLE b(id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE); CREATE TABLE c(id int PRIMARY KEY, a int REFERENCES a ON DELETE SET NULL);
            INSERT INTO a VALUES (1), (2), (3); INSERT INTO b VALUES (7, 1); INSERT INTO c VALUES (8, 2);
            """);
        var result = await bench.ApplyAsync(true, bench.Delete("a", 1), bench.Delete("a", 2), bench.Delete("a", 3));
        Assert.Equal([DeferReason.ForeignKey, DeferReason.ForeignKey, null], result.Rows.Select(r => r.Deferred));
        Assert.Equal("1,2|7|2", await bench.AskAsync("SELECT (SELECT string_agg(id::text, ',' ORDER BY id) FROM a) || '|' || (SELECT id FROM b) || '|' || (SELECT a FROM c)"));
    }

    [Fact]
    public async Task SelfReference_TreeOfDepthFiftyInAnyOrder_WrittenAndDeleted()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY, up int REFERENCES t ON DELETE CASCADE)");
        var rows = Enumerable.Range(1, 50).Select(i => bench.Put("t", ("id", FromInteger(i)), ("up", i == 1 ? Null : FromInteger(i - 1)))).Reverse().ToArray();
        Assert.All((await bench.ApplyAsync(true, rows)).Rows, r => Assert.True(r.Written));
        Assert.All((await bench.ApplyAsync(true, [.. Enumerable.Range(1, 50).Select(i => bench.Delete("t", i))])).Rows, r => Assert.True(r.Written));
        Assert.All((await bench.ApplyAsync(false, rows)).Rows, r => Assert.True(r.Written));
        Assert.Equal("50", await bench.AskAsync("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("DEFERRABLE")]
    public async Task Cycle_OfTwoTables_WrittenTogetherOrNotAtAll(string deferrable)
    {
        await using var bench = await PostgresBench.CreateAsync($"""
            CREATE TABLE a(id int PRIMARY KEY, b int); CREATE TABLE b(id int PRIMARY KEY, a int REFERENCES a {deferrable});
            ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b {deferrable};
            """);
        var result = await bench.ApplyAsync(
            false,
            bench.Put("a", ("id", FromInteger(1)), ("b", FromInteger(1))), bench.Put("b", ("id", FromInteger(1)), ("a", FromInteger(1))),
            bench.Put("a", ("id", FromInteger(2)), ("b", FromInteger(2))), bench.Put("b", ("id", FromInteger(2)), ("a", FromInteger(77))));
        Assert.Equal([null, null, DeferReason.ForeignKey, DeferReason.ForeignKey], result.Rows.Select(r => r.Deferred));
        Assert.Equal("1|1", await bench.AskAsync("SELECT (SELECT string_agg(b::text, ',') FROM a) || '|' || (SELECT string_agg(a::text, ',') FROM b)"));
    }

    [Fact]
    public async Task ForeignKeyToAUniqueColumn_MovedByTheHub_ChildrenNotDraggedAlong()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE a(id int PRIMARY KEY, code text UNIQUE); CREATE TABLE b(id int PRIMARY KEY, code text REFERENCES a(code) ON UPDATE CASCADE);
            INSERT INTO a VALUES (1, 'x'), (2, 'y'); INSERT INTO b VALUES (5, 'x');
            """);
        var result = await bench.ApplyAsync(true, bench.Put("a", ("id", FromInteger(1)), ("code", FromText("z"))), bench.Put("a", ("id", FromInteger(2)), ("code", FromText("w"))));
        Assert.Equal([DeferReason.ForeignKey, null], result.Rows.Select(r => r.Deferred));
        Assert.Equal("x", await bench.AskAsync("SELECT code FROM b"));
    }

    [Fact]
    public async Task OneBadRowAmongThousands_Alone()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY, v text CHECK (v <> 'bad'))");
        var rows = Enumerable.Range(1, 3000).Select(i => Row(bench, i, i == 1234 ? "bad" : "ok")).ToArray();
        Assert.Equal(ApplyStatus.ConstraintFailed, (await bench.ApplyAsync(true, rows)).Status);
        var result = await bench.ApplyAsync(false, rows);
        Assert.Equal(1234, Assert.Single(result.Rows, r => r.Deferred is not null).Key.Values[0].Integer);
        Assert.Equal((DeferReason.Rejected, "2999"), (result.Rows.Single(r => r.Deferred is not null).Deferred!.Value, await bench.AskAsync("SELECT count(*) FROM t")));
    }

    [Theory]
    [InlineData("varchar(3)", "abcd")]
    [InlineData("char(5)", "a ")]
    [InlineData("text", "a\0")]
    public async Task Text_ThatTheColumnWouldCut_Rejected(string type, string text)
    {
        await using var bench = await PostgresBench.CreateAsync($"CREATE TABLE t(id int PRIMARY KEY, v {type})");
        var result = await bench.ApplyAsync(true, Row(bench, 1, text), Row(bench, 2, "abc"));
        Assert.Equal([DeferReason.Rejected, null], result.Rows.Select(r => r.Deferred));
        Assert.Contains("'v'", result.Rows[0].Error, StringComparison.Ordinal);
        Assert.Equal(FromText("abc"), (await bench.Node.Rows.FindAsync(bench.Table("t"), RowKey.Of(FromInteger(2)), Cancel))!["v"]);
    }

    [Fact]
    public async Task Numbers_ThatTheColumnWouldRound_Rejected()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY, d numeric(5,2), f real, s smallint, at timestamp(0))");
        ApplyRow Of(int id, string column, CellValue value) => bench.Put("t", ("id", FromInteger(id)), (column, value));
        var result = await bench.ApplyAsync(
            true, Of(1, "d", FromText(CellKind.Decimal, "1.234")), Of(2, "d", FromText(CellKind.Decimal, "1234")), Of(3, "f", FromReal(0.1)), Of(4, "s", FromInteger(40000)),
            Of(5, "at", FromText(CellKind.Timestamp, "2026-01-01T00:00:00.5")), Of(6, "d", FromText(CellKind.Decimal, "-999.99")), Of(7, "f", FromReal(0.1f)));
        Assert.Equal([true, true, true, true, true, false, false], result.Rows.Select(r => r.Deferred == DeferReason.Rejected));
    }

    [Fact]
    public async Task GeneratedAndIdentityColumns_WrittenWithTheirNumbersNotComputedOnes()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE t(id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, twice int GENERATED ALWAYS AS (a * 2) STORED, n serial)
            """);
        var row = bench.Put("t", ("id", FromInteger(77)), ("a", FromInteger(4)), ("n", FromInteger(9)));
        Assert.True((await bench.ApplyAsync(true, row)).Rows.Single().Written);
        Assert.Equal("77 4 8 9", await bench.AskAsync("SELECT concat_ws(' ', id, a, twice, n) FROM t"));
        await bench.RunAsync("UPDATE t SET a = 5");
        var after = (await bench.EntriesAsync())[^1].After!;
        Assert.Equal(["id", "a", "n"], after.Columns);
        Assert.Equal((true, true, false), (bench.Table("t").Column("id")!.IsIdentity, bench.Table("t").Column("n")!.IsIdentity, bench.Table("t").Column("a")!.IsIdentity));
    }

    [Fact]
    public async Task Update_OnlyChangedColumnsWritten()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE t(id int PRIMARY KEY, a text, b text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE TABLE seen(id serial PRIMARY KEY, what text);
            CREATE FUNCTION app() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO seen(what) VALUES (TG_ARGV[0]); RETURN NULL; END $$;
            CREATE TRIGGER x AFTER UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION app('a'); CREATE TRIGGER y AFTER UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION app('b');
            """);
        await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(1)), ("a", FromText("a")), ("b", FromText("new"))));
        Assert.Equal("b", await bench.AskAsync("SELECT string_agg(what, ',') FROM seen"));
    }

    [Fact]
    public async Task ExclusionConstraint_ActsAsAUniqueKey()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t(id int PRIMARY KEY, r int4range, EXCLUDE USING gist (r WITH &&)); INSERT INTO t VALUES (1, '[1,5)')");
        var result = await bench.ApplyAsync(false, bench.Put("t", ("id", FromInteger(2)), ("r", FromText("[4,9)"))));
        Assert.Equal(DeferReason.UniqueKey, result.Rows.Single().Deferred);
    }

    [Fact]
    public async Task Empty_DeletesUncapturedAndRefusesWhereOthersRefer()
    {
        await using var bench = await PostgresBench.CreateAsync("""
            CREATE TABLE a(id int PRIMARY KEY, b int); CREATE TABLE b(id int PRIMARY KEY, a int REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
            CREATE TABLE other(id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE);
            INSERT INTO a VALUES (1, NULL); INSERT INTO b VALUES (1, 1); UPDATE a SET b = 1; INSERT INTO other VALUES (1, 1);
            """);
        IReadOnlyList<TableSchema> tables = [bench.Table("a"), bench.Table("b")];
        await Assert.ThrowsAsync<ConnectorException>(() => bench.Node.Applier.EmptyAsync(PostgresBench.Set, "h", 1, tables, Cancel));
        Assert.Equal("1", await bench.AskAsync("SELECT count(*) FROM a"));
        await bench.RunAsync("DELETE FROM other; INSERT INTO b VALUES (2, 1)");
        await bench.Node.Applier.EmptyAsync(PostgresBench.Set, "h", 1, tables, Cancel);
        Assert.Equal("0", await bench.AskAsync("SELECT (SELECT count(*) FROM a) + (SELECT count(*) FROM b) + (SELECT count(*) FROM mds_sync.mds_change)"));
        await Assert.ThrowsAsync<ConnectorException>(() => bench.Node.Applier.EmptyAsync(PostgresBench.Set, "other hub", 1, tables, Cancel));
    }

    private static ApplyRow Row(PostgresBench bench, long id, string v) => bench.Put("t", ("id", FromInteger(id)), ("v", FromText(v)));
}
