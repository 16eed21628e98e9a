using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Tests.Reliability;

/// <summary>Foreign keys, tables without keys, rows that one database refuses.</summary>
public sealed class OrderAndKeyTests
{
    [Fact]
    public async Task R34_TreeInRandomOrder_AndForeignKeyToUnique_Arrive()
    {
        await using var cluster = await SqliteCluster.CreateAsync("""
            CREATE TABLE tree(id INTEGER PRIMARY KEY, parent INTEGER REFERENCES tree DEFERRABLE INITIALLY DEFERRED);
            CREATE TABLE u(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
            CREATE TABLE uses(id INTEGER PRIMARY KEY, code TEXT REFERENCES u(code) DEFERRABLE INITIALLY DEFERRED)
            """);
        var random = new Random(7);
        var ids = Enumerable.Range(1, 50).OrderBy(_ => random.Next()).ToList();
        cluster.Sql("a", string.Join(';', ids.Select(i => $"INSERT INTO tree VALUES ({i}, {(i == 1 ? "NULL" : i - 1)})")) + "; INSERT INTO uses VALUES (1, 'k'); INSERT INTO u VALUES (1, 'k')");
        await cluster.SettleAsync();
        Assert.Equal("50", cluster.Same("SELECT count(*) FROM tree"));
        Assert.Equal("1", cluster.Same("SELECT count(*) FROM uses JOIN u USING (code)"));
        cluster.Sql("b", string.Join(';', ids.AsEnumerable().Reverse().Select(i => $"DELETE FROM tree WHERE id = {i}")) + "; DELETE FROM u; DELETE FROM uses");
        await cluster.SettleAsync();
        Assert.Equal("0", cluster.Same("SELECT (SELECT count(*) FROM tree) + (SELECT count(*) FROM uses) + (SELECT count(*) FROM u)"));
        Assert.Empty(await cluster.ConflictsAsync());
    }

    [Theory]
    [InlineData(ConflictChoice.KeepLeft)]
    [InlineData(ConflictChoice.KeepRight)]
    public async Task R34_ParentOfAUniqueKeyDeletedElsewhere_EndsEqualByOneDecision(ConflictChoice choice)
    {
        await using var cluster = await SqliteCluster.CreateAsync("""
            CREATE TABLE u(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
            CREATE TABLE uses(id INTEGER PRIMARY KEY, code TEXT REFERENCES u(code))
            """);
        cluster.Sql("a", "INSERT INTO u VALUES (1, 'k')");
        await cluster.SettleAsync();
        cluster.Sql("a", "DELETE FROM u");
        cluster.Sql("b", "INSERT INTO uses VALUES (1, 'k')");
        await cluster.SettleAsync(patient: false);
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        await cluster.DecideAsync(conflict, choice);
        await cluster.SettleAsync(patient: false);
        Assert.Single(await cluster.ConflictsAsync());
        cluster.Same("SELECT (SELECT count(*) FROM u) || (SELECT count(*) FROM uses)");
    }

    [Fact]
    public async Task R37_TableWithoutKey_RefusedBeforeStart()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => SqliteCluster.CreateAsync("CREATE TABLE log(line TEXT)"));
        Assert.Contains("log", error.Message);
        Assert.Equal(ConnectorErrorClass.Schema, error.ErrorClass);
    }

    [Fact]
    public async Task R41_PoisonRowAmongMany_OthersArrive()
    {
        await using var cluster = await SqliteCluster.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
        cluster.Node("b").Sql("CREATE TRIGGER poison BEFORE INSERT ON t WHEN NEW.id = 77 BEGIN SELECT raise(ABORT, 'poison'); END; CREATE UNIQUE INDEX only_here ON t(v) WHERE v = 'same'");
        cluster.Sql("a", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO t SELECT i, CASE WHEN i IN (5, 900) THEN 'same' ELSE i END FROM n");
        await cluster.SettleAsync();
        Assert.Equal("999", cluster.Ask("b", "SELECT count(*) FROM t"));
        Assert.Equal(DeferReason.UniqueKey, Assert.Single((await cluster.StateAsync("b")).Deferred).Reason);
        cluster.Node("b").Sql("DROP INDEX only_here");
        await cluster.SettleAsync();
        Assert.Equal("1000", cluster.Same("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task R42_CorruptFile_FailsFast()
    {
        await using var cluster = await SqliteCluster.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
        await cluster.Node("b").KillAsync();
        cluster.Node("b").Corrupt();
        var error = await Assert.ThrowsAsync<ConnectorException>(() => cluster.CaptureAsync("b"));
        Assert.Equal(ConnectorErrorClass.Permanent, error.ErrorClass);
    }
}
