using MultiDbSync.Engine.Connectors;
using MultiDbSync.Tests.Connectors.PostgreSql;

namespace MultiDbSync.Tests.Security.Query;

/// <summary>What an attacker would ask PostgreSQL, where the sign-in is a superuser, the worst case: refused, or harmless and within the limits.</summary>
public sealed class PostgresQueryAttackTests
{
    private const string Schema = "CREATE TABLE t(id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'x'), (2, 'y'); CREATE SEQUENCE s";

    private const string State =
        "SELECT (SELECT string_agg(v, ',' ORDER BY id) FROM t) || '|' || (SELECT last_value || s.is_called::text FROM s) || '|' || (SELECT count(*) FROM pg_largeobject_metadata)";

    private static readonly QueryLimits Limits = new(100, 100_000, TimeSpan.FromSeconds(1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("COPY (SELECT 1) TO PROGRAM 'cat > {file}'")]
    [InlineData("COPY t TO PROGRAM 'touch {file}'")]
    [InlineData("COPY (SELECT 1) TO '{file}'")]
    [InlineData("COPY t FROM PROGRAM 'touch {file}'")]
    [InlineData("SELECT lo_export(lo_from_bytea(0, 'x'), '{file}')")]
    [InlineData("SELECT LO_EXPORT /* */ (1, '{file}')")]
    [InlineData("SELECT lo_import('/etc/passwd')")]
    [InlineData("SELECT pg_read_file('/etc/passwd')")]
    [InlineData("SELECT \"pg_read_binary_file\"('/etc/passwd')")]
    [InlineData("SELECT U&\"pg\\005fread_file\"('/etc/passwd')")]
    [InlineData("SELECT query_to_xml('SELECT pg_re' || 'ad_file(''/etc/passwd'')', true, true, '')")]
    [InlineData("SELECT rolpassword FROM pg_authid")]
    [InlineData("TABLE pg_catalog.\"pg_shadow\"")]
    [InlineData("SELECT subconninfo FROM pg_subscription")]
    [InlineData("SELECT umoptions FROM pg_user_mapping")]
    [InlineData("SELECT umoptions FROM pg_user_mappings")]
    [InlineData("SELECT * FROM information_schema.user_mapping_options")]
    [InlineData("SELECT * FROM pg_hba_file_rules")]
    [InlineData("SELECT table_to_xml(('pg_' || 'authid')::regclass, true, true, '')")]
    [InlineData("SELECT schema_to_xml('pg_catalog', true, true, '')")]
    [InlineData("SELECT pg_ls_dir('/')")]
    [InlineData("SELECT pg_terminate_backend(pg_backend_pid())")]
    [InlineData("SELECT pg_cancel_backend(pid) FROM pg_stat_activity")]
    [InlineData("SELECT pg_reload_conf()")]
    [InlineData("SELECT dblink_exec('dbname=postgres', 'DROP TABLE t')")]
    [InlineData("SELECT setval('s', 99)")]
    [InlineData("SELECT nextval /* /* nested */ */ ('s')")]
    [InlineData("SELECT 1 /* /* */ ; */ ; DELETE FROM t")]
    [InlineData("CREATE TEMP TABLE x(a int)")]
    [InlineData("SET default_transaction_read_only = off")]
    [InlineData("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE")]
    [InlineData("RESET ALL")]
    [InlineData("ALTER SYSTEM SET work_mem = '1GB'")]
    [InlineData("NOTIFY x")]
    [InlineData("PREPARE x AS DELETE FROM t")]
    [InlineData("EXPLAIN (ANALYZE) UPDATE t SET v = 'z'")]
    [InlineData("SELECT pg_sleep(60)")]
    [InlineData("SELECT set_config('statement_timeout', '0', false), pg_sleep(60)")]
    [InlineData("SELECT repeat('x', 2000000000)")]
    [InlineData("SELECT count(*) FROM generate_series(1, 1000000000000)")]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1::bigint UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")]
    public async Task Attack_IsRefused_AndTheDatabaseIsAsBefore(string sql)
    {
        await using var bench = await PostgresBench.CreateAsync(Schema, install: false);
        var before = await bench.AskAsync(State);
        var file = Path.Combine(Path.GetTempPath(), "mds-attack-" + Guid.NewGuid().ToString("N"));
        await Assert.ThrowsAsync<QueryRefusedException>(() => bench.Node.Queries.QueryAsync(sql.Replace("{file}", file, StringComparison.Ordinal), Limits, Cancel));
        Assert.False(File.Exists(file), "The server wrote a file.");
        Assert.Equal(before, await bench.AskAsync(State));
        Assert.Equal("2", (await bench.Node.Queries.QueryAsync("SELECT count(*) FROM t", Limits with { Time = TimeSpan.FromSeconds(30) }, Cancel)).Rows[0][0]);
    }

    [Theory]
    [InlineData("SELECT pg_advisory_lock(7)", "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())", "0")]
    [InlineData("SELECT set_config('default_transaction_read_only', 'off', false)", "SHOW default_transaction_read_only", "off")]
    public async Task SideEffect_EndsWithTheQuery(string sql, string question, string expected)
    {
        await using var bench = await PostgresBench.CreateAsync(Schema, install: false);
        await bench.Node.Queries.QueryAsync(sql, Limits with { Time = TimeSpan.FromSeconds(30) }, Cancel);
        await Support.Eventually.TrueAsync(async () => await bench.AskAsync(question) == expected, TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<QueryRefusedException>(() => bench.Node.Queries.QueryAsync("DELETE FROM t", Limits, Cancel));
    }
}
