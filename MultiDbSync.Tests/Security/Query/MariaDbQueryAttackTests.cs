using MultiDbSync.Engine.Connectors;
using MultiDbSync.Tests.Connectors.MySql;

namespace MultiDbSync.Tests.Security.Query;

/// <summary>What an attacker would ask MySQL or MariaDB, where the sign-in may do everything, the worst case: refused, or harmless and within the limits.</summary>
public sealed class MariaDbQueryAttackTests
{
    private const string Schema = "CREATE TABLE t(id INT PRIMARY KEY, v VARCHAR(20)); INSERT INTO t VALUES (1, 'x'), (2, 'y')";

    private static readonly QueryLimits Limits = new(100, 100_000, TimeSpan.FromSeconds(1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SELECT 1 INTO OUTFILE '{file}'")]
    [InlineData("SELECT 1 INTO/**/DUMPFILE '{file}'")]
    [InlineData("SELECT 1 /*! INTO OUTFILE '{file}' */")]
    [InlineData("SELECT 1 --\r'\nINTO OUTFILE '{file}'")]
    [InlineData("SELECT 1 /*/ ' */ INTO OUTFILE '{file}'")]
    [InlineData("SELECT 1 /*!999999 ' */ INTO OUTFILE '{file}'")]
    [InlineData("SELECT '\\' INTO OUTFILE '{file}' -- '")]
    [InlineData("SELECT LOAD_FILE('/etc/passwd')")]
    [InlineData("SELECT `load_file` /* */ ('/etc/passwd')")]
    [InlineData("SELECT l\u00f3ad_file('/etc/passwd')")]
    [InlineData("SELECT * FROM mysql.user")]
    [InlineData("SELECT * FROM `mysql` . `global_priv`")]
    [InlineData("SELECT * FROM MySQL/* x */./*!user*/")]
    [InlineData("SELECT * FROM mysql -- x\n.servers")]
    [InlineData("SELECT argument FROM mysql.general_log")]
    [InlineData("SHOW GRANTS")]
    [InlineData("SHOW --\r'\nGRANTS FOR CURRENT_USER")]
    [InlineData("SHOW CREATE USER root@localhost")]
    [InlineData("SHOW CREATE/* x */USER root@localhost")]
    [InlineData("SELECT 1 INTO @x")]
    [InlineData("LOAD DATA INFILE '/etc/passwd' INTO TABLE t")]
    [InlineData("/*! DELETE */ FROM t")]
    [InlineData("SELECT 1 /*! ; DELETE FROM t */")]
    [InlineData("SELECT 1; DELETE FROM t")]
    [InlineData("WITH x AS (SELECT 1 AS id) DELETE FROM t WHERE id IN (SELECT id FROM x)")]
    [InlineData("EXPLAIN ANALYZE DELETE FROM t")]
    [InlineData("SET SESSION TRANSACTION READ WRITE")]
    [InlineData("START TRANSACTION READ WRITE")]
    [InlineData("COMMIT")]
    [InlineData("CREATE TEMPORARY TABLE x(i INT)")]
    [InlineData("KILL 1")]
    [InlineData("DO SLEEP(60)")]
    [InlineData("PREPARE x FROM 'DELETE FROM t'")]
    [InlineData("EXECUTE IMMEDIATE 'DELETE FROM t'")]
    [InlineData("HANDLER t OPEN")]
    [InlineData("SELECT SLEEP(60)")]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 + i * 0 FROM n) SELECT COUNT(*) FROM n, n AS a, n AS b, n AS c, n AS d, n AS e")]
    public async Task Attack_IsRefused_AndTheDatabaseIsAsBefore(string sql)
    {
        await using var bench = await MySqlBench.CreateAsync(Schema, install: false);
        var file = Path.Combine(Path.GetTempPath(), "mds-attack-" + Guid.NewGuid().ToString("N"));
        await Assert.ThrowsAsync<QueryRefusedException>(() => bench.Node.Queries.QueryAsync(sql.Replace("{file}", file, StringComparison.Ordinal), Limits, Cancel));
        Assert.False(File.Exists(file), "The server wrote a file.");
        await IsAsBeforeAsync(bench);
    }

    [Theory]
    [InlineData("SELECT GET_LOCK('mds-attack', 0)", "SELECT IS_FREE_LOCK('mds-attack')", "1")]
    [InlineData("SELECT BENCHMARK(1000000000000, SHA2('x', 512))", "SELECT 1", "1")]
    [InlineData("SELECT REPEAT('x', 2000000000)", "SELECT 1", "1")]
    [InlineData("SELECT @@session.tx_read_only := 0", "SELECT 1", "1")]
    public async Task SideEffect_EndsWithTheQuery(string sql, string question, string expected)
    {
        await using var bench = await MySqlBench.CreateAsync(Schema, install: false);
        var refused = await Record.ExceptionAsync(() => bench.Node.Queries.QueryAsync(sql, Limits, Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel));
        Assert.True(refused is null or QueryRefusedException, refused?.ToString());
        await Support.Eventually.TrueAsync(() => bench.Ask(question) == expected, TimeSpan.FromSeconds(20));
        await IsAsBeforeAsync(bench);
    }

    [Theory]
    [InlineData("SHOW COLUMNS FROM `user`")]
    [InlineData("SHOW CREATE TABLE `user`")]
    [InlineData("SELECT * FROM user WHERE name <> 'mysql.com'")]
    public async Task OwnTableOfThatName_IsShown(string sql)
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE user(id INT PRIMARY KEY, name VARCHAR(20)); INSERT INTO user VALUES (1, 'x')", install: false);
        Assert.NotEmpty((await bench.Node.Queries.QueryAsync(sql, Limits with { Time = TimeSpan.FromSeconds(30) }, Cancel)).Rows);
    }

    [Theory]
    [InlineData("SELECT NEXTVAL(s)")]
    [InlineData("SELECT NEXT VALUE FOR s")]
    [InlineData("SELECT SETVAL(s, 99)")]
    public async Task Sequence_StaysWhereItIs(string sql)
    {
        await using var bench = await MySqlBench.CreateAsync(Schema, install: false);
        Assert.SkipUnless(bench.Ask("SELECT VERSION()")!.Contains("MariaDB", StringComparison.OrdinalIgnoreCase), "MySQL has no sequences.");
        bench.Run("CREATE SEQUENCE s NOCACHE");
        await Assert.ThrowsAsync<QueryRefusedException>(() => bench.Node.Queries.QueryAsync(sql, Limits, Cancel));
        Assert.Equal("1", bench.Ask("SELECT next_not_cached_value FROM s"));
    }

    private static async Task IsAsBeforeAsync(MySqlBench bench)
    {
        Assert.Equal("x,y", bench.Ask("SELECT GROUP_CONCAT(v ORDER BY id) FROM t"));
        Assert.Equal("2", (await bench.Node.Queries.QueryAsync("SELECT COUNT(*) FROM t", Limits with { Time = TimeSpan.FromSeconds(30) }, Cancel)).Rows[0][0]);
    }
}
