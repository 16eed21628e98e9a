using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Connectors.Sqlite;

/// <summary>OR REPLACE deletes rows without a delete trigger; the log must tell of them all the same, and of nothing else.</summary>
public sealed class SqliteReplaceTests
{
    private const string Schema = """
        CREATE TABLE t(id INTEGER PRIMARY KEY, u TEXT UNIQUE, v);
        CREATE TABLE n(k TEXT PRIMARY KEY COLLATE NOCASE, v);
        CREATE TABLE p(a INT NOT NULL, b INT NOT NULL, u TEXT, PRIMARY KEY(a, b), UNIQUE(u, a)) WITHOUT ROWID;
        CREATE TABLE auto(id INTEGER PRIMARY KEY, u TEXT UNIQUE ON CONFLICT REPLACE, v);
        INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', 'y'), (3, 'c', 'z'), (-1, 'm', 'w');
        INSERT INTO n VALUES ('Key', 1); INSERT INTO p VALUES (1, 1, 'q'), (1, 2, 'r'); INSERT INTO auto VALUES (1, 'a', 'x');
        """;

    [Theory]
    [InlineData("INSERT OR REPLACE INTO t VALUES (1, 'a', 'new')", "update t[1]")]
    [InlineData("INSERT OR REPLACE INTO t VALUES (1, 'a', 'x')", "")]
    [InlineData("REPLACE INTO t VALUES (1, 'b', 'new')", "delete t[2], update t[1]")]
    [InlineData("INSERT OR REPLACE INTO t VALUES (9, 'b', 'new')", "delete t[2], create t[9]")]
    [InlineData("INSERT OR REPLACE INTO t(u) VALUES ('b')", "delete t[2], create t[4]")]
    [InlineData("INSERT OR REPLACE INTO t(u) VALUES ('new')", "create t[4]")]
    [InlineData("INSERT OR REPLACE INTO t SELECT id + 1, u, v FROM t WHERE id IN (1, 2) ORDER BY id", "delete t[1], update t[2], update t[3]")]
    [InlineData("UPDATE OR REPLACE t SET u = 'b' WHERE id = 1", "delete t[2], update t[1]")]
    [InlineData("UPDATE OR REPLACE t SET id = 2 WHERE id = 1", "delete t[1], update t[2]")]
    [InlineData("UPDATE OR REPLACE t SET rowid = 2 WHERE id = 1", "delete t[1], update t[2]")]
    [InlineData("UPDATE OR REPLACE t SET v = 'new' WHERE id = 1", "update t[1]")]
    [InlineData("INSERT OR IGNORE INTO t VALUES (1, 'q', 'new')", "")]
    [InlineData("INSERT OR IGNORE INTO t VALUES (9, 'b', 'new'); UPDATE t SET u = 'other' WHERE id = 2; INSERT INTO t VALUES (9, 'b', 'new')", "update t[2], create t[9]")]
    [InlineData("INSERT INTO t VALUES (1, 'a', 'new') ON CONFLICT(id) DO UPDATE SET v = excluded.v", "update t[1]")]
    [InlineData("INSERT INTO t VALUES (9, 'b', 'new') ON CONFLICT(u) DO UPDATE SET v = excluded.v", "update t[2]")]
    [InlineData("INSERT INTO t VALUES (1, 'a', 'new') ON CONFLICT DO NOTHING", "")]
    [InlineData("REPLACE INTO n VALUES ('KEY', 2)", "delete n[\"Key\"], create n[\"KEY\"]")]
    [InlineData("INSERT INTO n VALUES ('KEY', 2) ON CONFLICT DO UPDATE SET v = excluded.v; REPLACE INTO n VALUES ('Key', 3); REPLACE INTO n VALUES ('KEY', 4)",
        "update n[\"Key\"], update n[\"Key\"], delete n[\"Key\"], create n[\"KEY\"]")]
    [InlineData("INSERT INTO n VALUES ('Key', 2) ON CONFLICT DO UPDATE SET v = excluded.v; REPLACE INTO n VALUES ('KEY', 3); DELETE FROM n; INSERT INTO n VALUES ('Key', 4)",
        "update n[\"Key\"], delete n[\"Key\"], create n[\"KEY\"], delete n[\"KEY\"], create n[\"Key\"]")]
    [InlineData("REPLACE INTO p VALUES (1, 3, 'q')", "delete p[1,1], create p[1,3]")]
    [InlineData("UPDATE OR REPLACE p SET u = 'r' WHERE b = 1", "delete p[1,2], update p[1,1]")]
    [InlineData("INSERT INTO auto VALUES (2, 'a', 'new')", "delete auto[1], create auto[2]")]
    [InlineData("DELETE FROM t WHERE id = 1; INSERT INTO t VALUES (1, 'a', 'x')", "delete t[1], create t[1]")]
    [InlineData("DELETE FROM n", "delete n[\"Key\"]")]
    public async Task Statement_EitherSettingOfRecursiveTriggers_LogTellsTheSameRows(string statement, string expected)
    {
        foreach (var recursive in new[] { false, true })
        {
            await using var bench = await SqliteBench.CreateAsync(Schema);
            var before = await RowsAsync(bench);
            bench.Run($"PRAGMA recursive_triggers = {recursive}; BEGIN; {statement}; COMMIT");
            var entries = await bench.EntriesAsync();
            if (!recursive) Assert.Equal(expected, string.Join(", ", entries.Select(e => $"{e.Op.ToString().ToLowerInvariant()} {e.Table}{e.Key!.Text}")));

            // Whatever the wording: the entries, replayed on the rows of before, give the rows of now.
            foreach (var e in entries) Replay(before, e);
            Assert.Equal(await RowsAsync(bench), before);
        }
    }

    [Fact]
    public async Task Probe_NothingReplaced_DeletedWithTheRead()
    {
        await using var bench = await SqliteBench.CreateAsync(Schema);
        bench.Run("INSERT OR IGNORE INTO t VALUES (1, 'q', 'new')");
        Assert.Equal("1", bench.Ask("SELECT count(*) FROM mds_change"));
        Assert.Equal("", await bench.TakeAsync());
        Assert.Equal("0", bench.Ask("SELECT count(*) FROM mds_change"));
    }

    [Fact]
    public async Task Replace_CascadingChildren_LoggedWhetherOrNotTriggersRecurse()
    {
        await using var bench = await SqliteBench.CreateAsync("""
            CREATE TABLE a(id INTEGER PRIMARY KEY, u TEXT UNIQUE); CREATE TABLE b(id INTEGER PRIMARY KEY, a INT REFERENCES a(id) ON DELETE CASCADE);
            INSERT INTO a VALUES (1, 'x'); INSERT INTO b VALUES (7, 1);
            """);
        bench.Run("PRAGMA foreign_keys = ON; REPLACE INTO a VALUES (2, 'x')");
        Assert.Equal("delete b[7], delete a[1], create a[2]", await bench.TakeAsync());
    }

    private static void Replay(SortedDictionary<string, RowImage> rows, CapturedEntry entry)
    {
        var place = entry.Table + entry.Key!.Text;
        Assert.Equal(rows.GetValueOrDefault(place), entry.Before);
        if (entry.After is null) rows.Remove(place);
        else rows[place] = entry.After;
    }

    private static async Task<SortedDictionary<string, RowImage>> RowsAsync(SqliteBench bench)
    {
        var rows = new SortedDictionary<string, RowImage>(StringComparer.Ordinal);
        foreach (var table in bench.Tables)
            await foreach (var row in bench.Node.Rows.ReadAsync(table, TestContext.Current.CancellationToken)) rows.Add(table.Name + table.KeyOf(row).Text, row);
        return rows;
    }
}
