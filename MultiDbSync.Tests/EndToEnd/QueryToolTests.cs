using System.Net;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Tests.EndToEnd.Databases;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>The query tool reads: no text makes it write, on the real process with the real file.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class QueryToolTests(ClusterFixture fixture)
{
    private static readonly string[] Tricks =
    [
        "DELETE FROM books",
        "  delete/**/from books",
        "/* SELECT 1 */ DELETE FROM books",
        "-- SELECT 1\nDELETE FROM books",
        "SELECT 1; DELETE FROM books",
        "SELECT 1;;; -- \n ;DELETE FROM books",
        "; DELETE FROM books",
        "SELECT 1\0; DELETE FROM books",
        "\uFEFFDELETE FROM books",
        "SELECT ';' /* ; */; UPDATE books SET title = 'x'",
        "WITH x AS (SELECT 1) DELETE FROM books WHERE id IN (SELECT * FROM x)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) INSERT INTO sections SELECT 100 + i, 's' || i, 1 FROM n",
        "INSERT INTO sections VALUES (99, 'x', 1) RETURNING id",
        "REPLACE INTO sections VALUES (1, 'x', 1)",
        "UPDATE books SET title = 'x' RETURNING id",
        "DELETE FROM books RETURNING *",
        "INSERT INTO sections VALUES (1, 'x', 1) ON CONFLICT DO UPDATE SET name = 'x'",
        "PRAGMA writable_schema = ON",
        "PRAGMA writable_schema = 1; DELETE FROM sqlite_master",
        "DELETE FROM sqlite_master",
        "UPDATE sqlite_schema SET sql = ''",
        "PRAGMA query_only = OFF",
        "PRAGMA main.query_only(0)",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA main.journal_mode(MEMORY)",
        "PRAGMA user_version = 7",
        "PRAGMA application_id = 7",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "PRAGMA incremental_vacuum",
        "PRAGMA optimize",
        "ATTACH 'other.db' AS other",
        "ATTACH DATABASE ':memory:' AS other",
        "DETACH main",
        "VACUUM",
        "VACUUM INTO 'copy.db'",
        "VACUUM main INTO 'file:copy.db?mode=rwc'",
        "SELECT load_extension('libx')",
        "SELECT writefile('copy.txt', 'x')",
        "SELECT edit('x')",
        "SELECT fts3_tokenizer('simple', x'00')",
        "CREATE TEMP TABLE t (x)",
        "CREATE TEMP TRIGGER t AFTER UPDATE ON books BEGIN DELETE FROM books; END",
        "CREATE TEMP VIEW books AS SELECT 1",
        "CREATE TABLE t AS SELECT * FROM books",
        "CREATE VIRTUAL TABLE t USING fts5(x)",
        "CREATE INDEX i ON books (title)",
        "ALTER TABLE books RENAME TO gone",
        "ALTER TABLE books ADD COLUMN x",
        "DROP TABLE borrow_records",
        "DELETE FROM mds_state",
        "REINDEX",
        "ANALYZE",
        "BEGIN IMMEDIATE",
        "BEGIN; DELETE FROM books; COMMIT",
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT a",
    ];

    [Fact]
    public async Task Query_WhateverTheText_WritesNothing()
    {
        await fixture.SettleAsync();
        using var caller = fixture.Operator();
        var before = State();

        foreach (var sql in Tricks.Concat(OurTriggers().Select(name => $"DROP TRIGGER {name}")))
        {
            using var answer = await caller.SendAsync("POST", "/api/run-query", new RunQueryRequest(SampleDatabases.Primary, sql, null));
            Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, $"{(int)answer.StatusCode} for {sql}");
        }

        Assert.Equal(before, State());
        var count = await caller.PostAsync<QueryResponse>("/api/run-query", new RunQueryRequest(SampleDatabases.Primary, "SELECT count(*) FROM sections", null));
        Assert.Equal("8", count.Rows[0][0]);
    }

    private IReadOnlyList<string> OurTriggers()
    {
        using var connection = fixture.Databases.Open(SampleDatabases.Primary);
        return connection.Texts("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'books'");
    }

    /// <summary>Rows, schema (our triggers, too), what the file's head says, and which files lie beside it and where the API runs.</summary>
    private string State()
    {
        var database = (SqliteTestDatabase)fixture.Databases[SampleDatabases.Primary];
        using var connection = database.Open();
        return string.Join('\n', [
            database.Read().Hash,
            .. connection.Texts("SELECT type || name || tbl_name || coalesce(sql, '') FROM sqlite_master ORDER BY name"),
            .. new[] { "journal_mode", "user_version", "application_id" }.Select(pragma => $"{pragma} {connection.Execute($"PRAGMA {pragma}")}"),
            .. Directory.EnumerateFiles(Path.GetDirectoryName(database.File)!, "*.db").Order(),
            .. Directory.EnumerateFiles(Repository.ProjectFolder("MultiDbSync.Api")).Order(),
        ]);
    }
}
