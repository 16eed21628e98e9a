using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>What the connection test finds, and that its fixes are statements that fix it.</summary>
public sealed class PostgresConnectionTestTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rights_Missing_NamedWithStatementsThatGiveThem()
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE SCHEMA x; CREATE TABLE x.t(id serial PRIMARY KEY); CREATE TABLE u(id int PRIMARY KEY)", install: false);
        await bench.RunAsync("DROP ROLE IF EXISTS mdstest_poor; CREATE ROLE mdstest_poor LOGIN PASSWORD 'mdstest_poor'");
        var tables = await bench.Node.Schema.ReadAsync(Cancel);
        var node = bench.Connect("mdstest_poor");
        var findings = await node.Test.RunAsync(tables, Cancel);
        Assert.Contains(findings, f => f.Level == FindingLevel.Refused && f.Check == "Right to install");
        Assert.Contains(findings, f => f.Level == FindingLevel.Refused && f.Check == "Table x.t" && f.Detail.Contains("TRIGGER", StringComparison.Ordinal));
        foreach (var finding in findings.Where(f => f.Fix is not null)) await bench.RunAsync(finding.Fix!);
        Assert.All(await node.Test.RunAsync(tables, Cancel), f => Assert.Equal(FindingLevel.Good, f.Level));
        await node.Installer.InstallAsync(new CaptureInstallation("h", 1, [new CaptureInstallation.InstalledSet("s", tables, 0)]), Cancel);
        await node.Installer.UninstallAsync(Cancel);
        await bench.RunAsync("DROP OWNED BY mdstest_poor; DROP ROLE mdstest_poor");
    }

    [Theory]
    [InlineData("")]
    [InlineData("WHEN (NEW.id > 1 OR NEW.id < 0)")]
    public async Task ApplicationTrigger_Refused_ProposalGuardsIt(string condition)
    {
        await using var bench = await PostgresBench.CreateAsync($"""
            CREATE TABLE t(id int PRIMARY KEY); CREATE FUNCTION app() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
            CREATE TRIGGER " execute app" AFTER INSERT ON t FOR EACH ROW {condition} EXECUTE FUNCTION app();
            """);
        var finding = Assert.Single(await bench.Node.Test.RunAsync(bench.Tables, Cancel), f => f.Level == FindingLevel.Refused);
        await bench.RunAsync(finding.Fix!);
        Assert.All(await bench.Node.Test.RunAsync(bench.Tables, Cancel), f => Assert.Equal(FindingLevel.Good, f.Level));
        if (condition.Length > 0) Assert.Contains("> 1", await bench.AskAsync("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname LIKE '%app'"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE t(id int)", FindingLevel.Refused)]
    [InlineData("CREATE UNLOGGED TABLE t(id int PRIMARY KEY)", FindingLevel.Warning)]
    [InlineData("CREATE TABLE t(id int PRIMARY KEY); CREATE TABLE c() INHERITS (t)", FindingLevel.Refused)]
    [InlineData("CREATE TABLE t(id int PRIMARY KEY); CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING", FindingLevel.Refused)]
    [InlineData("CREATE TYPE pair AS (a int, b int); CREATE TABLE t(id int PRIMARY KEY, p pair)", FindingLevel.Refused)]
    [InlineData("CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false); CREATE TABLE t(id text COLLATE loose PRIMARY KEY)", FindingLevel.Refused)]
    public async Task Table_Unfit_Found(string schema, FindingLevel level)
    {
        await using var bench = await PostgresBench.CreateAsync(schema, install: false);
        var tables = (await bench.Node.Schema.ReadAsync(Cancel)).Where(t => t.Name == "t").ToList();
        Assert.Contains(await bench.Node.Test.RunAsync(tables, Cancel), f => f.Check == "Table t" && f.Level == level && f.Fix is not null);
    }

    [Fact]
    public async Task Server_Unreachable_OneFindingThatSaysSo()
    {
        await using var node = new PostgreSqlConnectorFactory().Create(new NodeInfo("n", "postgresql", "Host=127.0.0.1;Port=1;Database=x;Username=u;Password=secret;Timeout=2"));
        var finding = Assert.Single(await node.Test.RunAsync([], Cancel));
        Assert.Equal(FindingLevel.Refused, finding.Level);
        Assert.DoesNotContain("secret", finding.Detail, StringComparison.Ordinal);
    }
}
