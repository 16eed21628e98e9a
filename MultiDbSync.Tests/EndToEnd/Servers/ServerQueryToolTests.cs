using System.Net;
using MultiDbSync.AppHost;
using MultiDbSync.Contracts.Query;
using MultiDbSync.SyncWorker.Sample;
using MultiDbSync.Tests.EndToEnd.Cases;
using MultiDbSync.Tests.EndToEnd.Databases;

namespace MultiDbSync.Tests.EndToEnd.Servers;

/// <summary>The query tool reads: no text makes it write, on real servers.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class ServerQueryToolTests(ServerClusterFixture fixture) : ClusterCases(fixture)
{
    private static readonly string[] AnyMake =
    [
        "DELETE FROM books",
        "  delete/**/from books",
        "/* SELECT 1 */ DELETE FROM books",
        "-- SELECT 1\nDELETE FROM books",
        "SELECT 1; DELETE FROM books",
        "; DELETE FROM books",
        "UPDATE books SET title = 'x'",
        "INSERT INTO sections VALUES (99, 'x', 1)",
        "TRUNCATE TABLE borrow_records",
        "DROP TABLE borrow_records",
        "ALTER TABLE books ADD COLUMN x int",
        "CREATE TABLE t AS SELECT * FROM books",
        "CREATE TEMPORARY TABLE t (x int)",
        "CREATE INDEX i ON books (price)",
        "CREATE VIEW v AS SELECT 1",
        "DELETE FROM mds_state",
        "COMMIT; DELETE FROM books",
        "ROLLBACK; DELETE FROM books",
        "BEGIN; DELETE FROM books; COMMIT",
        "GRANT ALL ON books TO PUBLIC",
    ];

    private static readonly string[] OnPostgres =
    [
        "WITH gone AS (DELETE FROM books RETURNING *) SELECT * FROM gone",
        "EXPLAIN ANALYZE DELETE FROM books",
        "COMMIT; SET default_transaction_read_only = off; DELETE FROM books",
        "SET transaction_read_only = off",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE; DELETE FROM books",
        "START TRANSACTION READ WRITE; DELETE FROM books",
        "DO $$ BEGIN DELETE FROM books; END $$",
        "SELECT set_config('transaction_read_only', 'off', false); DELETE FROM books",
        "COPY books FROM STDIN",
        "COPY (SELECT 1) TO PROGRAM 'touch x.txt'",
        "SELECT * INTO t FROM books",
        "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM books'",
        "LOCK TABLE books IN ACCESS EXCLUSIVE MODE",
        "SELECT * FROM books FOR UPDATE",
        "VACUUM FULL books",
        "PREPARE TRANSACTION 'x'",
        "LISTEN x; NOTIFY x",
    ];

    /// <summary>PostgreSQL 15 takes them in a read-only transaction, which is never committed.</summary>
    private static readonly string[] WithoutEffect = ["SELECT lo_create(0)", "SELECT pg_notify('x', 'y')", "SELECT set_config('transaction_read_only', 'on', false)"];

    private static readonly string[] OnMySql =
    [
        "SET SESSION TRANSACTION READ WRITE; DELETE FROM books",
        "START TRANSACTION READ WRITE; DELETE FROM books",
        "COMMIT AND CHAIN; DELETE FROM books",
        "/*! DELETE FROM books */",
        "/*M! DELETE FROM books */",
        "SELECT 1 /*! INTO OUTFILE 'mds-query-tool' */",
        "SELECT * FROM books INTO DUMPFILE 'mds-query-tool'",
        "REPLACE INTO sections VALUES (1, 'x', 1)",
        "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE authors",
        "HANDLER books OPEN",
        "LOCK TABLES books WRITE",
        "SELECT * FROM books FOR UPDATE",
        "CALL no_such_procedure()",
        "SET GLOBAL read_only = 0",
        "RENAME TABLE books TO gone",
        "OPTIMIZE TABLE books",
        "DELIMITER //",
        "ANALYZE TABLE books",
        "EXPLAIN ANALYZE DELETE FROM books",
        "ANALYZE DELETE FROM books",
    ];

    [Theory]
    [InlineData(ResourceNames.Postgres)]
    [InlineData(ResourceNames.MySql)]
    public async Task Query_WhateverTheText_WritesNothing(string server)
    {
        await Fixture.SettleAsync();
        using var caller = Fixture.Operator();
        var database = Fixture.Databases[server];
        var before = State(database);

        foreach (var sql in AnyMake.Concat(server == ResourceNames.Postgres ? OnPostgres : OnMySql))
        {
            using var answer = await caller.SendAsync("POST", "/api/run-query", new RunQueryRequest(server, sql, null));
            Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, $"{(int)answer.StatusCode} for {sql}");
        }

        foreach (var sql in server == ResourceNames.Postgres ? WithoutEffect : [])
        {
            using var answer = await caller.SendAsync("POST", "/api/run-query", new RunQueryRequest(server, sql, null));
        }

        Assert.Equal(before, State(database));
        var count = await caller.PostAsync<QueryResponse>("/api/run-query", new RunQueryRequest(server, "SELECT count(*) FROM sections", null));
        Assert.Equal("8", count.Rows[0][0]);
    }

    /// <summary>Rows, and everything that has a name.</summary>
    private static string State(TestDatabase database)
    {
        using var connection = database.Open();
        return string.Join('\n', [
            database.Read().Hash,
            .. database.Ours().Order(StringComparer.Ordinal),
            database.Make == PostgresLibrary.Make ? $"{connection.Execute("SELECT count(*) FROM pg_largeobject_metadata")} large objects" : "",
            .. connection.Texts("SELECT concat(table_schema, '.', table_name, '.', column_name) FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema')").Order(StringComparer.Ordinal),
        ]);
    }
}
