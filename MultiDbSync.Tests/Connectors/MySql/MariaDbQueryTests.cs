using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Tests.Connectors.MySql;

/// <summary>A person's SQL reads and does nothing else, within its limits; the connection test says what is missing.</summary>
public sealed class MariaDbQueryTests
{
    private const string Schema = "CREATE TABLE t(id INT PRIMARY KEY, v DECIMAL(40,2)); INSERT INTO t VALUES (1, 1.50), (2, 12345678901234567890123456789012345678.25)";

    private static readonly QueryLimits Limits = new(1, 10_000, TimeSpan.FromSeconds(1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_Rows_AsTextUpToTheLimit()
    {
        await using var bench = await MySqlBench.CreateAsync(Schema, install: false);
        var result = await bench.Node.Queries.QueryAsync("SELECT v, NULL AS n, x'00FF' FROM t ORDER BY id DESC", Limits, Cancel);
        Assert.Equal((true, 1), (result.Truncated, result.Rows.Count));
        Assert.Equal(["12345678901234567890123456789012345678.25", null, "0x00FF"], result.Rows[0]);
    }

    [Theory]
    [InlineData("DELETE FROM t")]
    [InlineData("SELECT 1; DELETE FROM t")]
    [InlineData("/*!50000 DELETE */ FROM t")]
    [InlineData("SELECT * FROM t FOR UPDATE")]
    [InlineData("SELECT * FROM t INTO OUTFILE 'x.txt'")]
    [InlineData("SELECT SLEEP(20)")]
    [InlineData("CREATE TABLE x(i INT)")]
    [InlineData("SET SESSION TRANSACTION READ WRITE")]
    [InlineData("-- nothing")]
    public async Task Query_AnythingElse_RefusedAndNothingChanged(string sql)
    {
        await using var bench = await MySqlBench.CreateAsync(Schema, install: false);
        await Assert.ThrowsAsync<QueryRefusedException>(() => bench.Node.Queries.QueryAsync(sql, Limits, Cancel));
        Assert.Equal("2", bench.Ask("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task Test_WeakAccount_EachMissingRightWithItsGrant()
    {
        await using var bench = await MySqlBench.CreateAsync(Schema, install: false);
        var (user, database) = ("u" + bench.Database.Name, bench.Database.Name);
        bench.Database.RunAsAdministrator($"CREATE USER {user}@'%' IDENTIFIED BY 'p-1A'; GRANT SELECT, INSERT ON {database}.* TO {user}@'%'");
        try
        {
            var settings = new MySqlConnector.MySqlConnectionStringBuilder(bench.Database.ConnectionString) { UserID = user, Password = "p-1A" };
            await using var weak = bench.Connect(settings.ConnectionString);
            var rights = (await weak.Test.RunAsync(bench.Tables, Cancel)).Single(f => f.Check == "Rights");
            Assert.Equal((FindingLevel.Refused, $"GRANT UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, TRIGGER ON `{database}`.* TO '{user}'@'%';"), (rights.Level, rights.Fix));
            bench.Database.RunAsAdministrator(rights.Fix!);
            await using var strong = bench.Connect(settings.ConnectionString);
            Assert.DoesNotContain(await strong.Test.RunAsync(bench.Tables, Cancel), f => f.Level == FindingLevel.Refused);
            await strong.Installer.InstallAsync(new CaptureInstallation("h", 1, [new("s", bench.Tables, 0)]), Cancel);
            bench.Run("DELETE FROM t");
            Assert.Equal(2, (await strong.Changes.ReadAsync(100, Cancel)).Entries.Count);
        }
        finally
        {
            bench.Database.RunAsAdministrator($"DROP USER {user}@'%'");
        }
    }

    [Fact]
    public async Task Test_WrongPassword_RefusedWithoutTheConnectionString()
    {
        await using var bench = await MySqlBench.CreateAsync(Schema, install: false);
        await using var node = bench.Connect(new MySqlConnector.MySqlConnectionStringBuilder(bench.Database.ConnectionString) { UserID = "nobody", Password = "secret-1" }.ConnectionString);
        var finding = Assert.Single(await node.Test.RunAsync([], Cancel));
        Assert.Equal(FindingLevel.Refused, finding.Level);
        Assert.DoesNotContain("secret", finding.Detail, StringComparison.Ordinal);
    }
}
