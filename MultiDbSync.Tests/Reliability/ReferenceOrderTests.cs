using System.Globalization;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability;

/// <summary>
/// R34 on every make, as the one whose application writes and as the one that receives: rows come and go in an order in which no key would hold, within one
/// transaction that leaves all keys whole.
/// </summary>
public sealed class ReferenceOrderTests
{
    private const int Depth = 50;

    public static TheoryData<string> Makes => [.. TestDatabase.Makes];

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task R34_SelfReferencingTreeOfDepth50_InRandomOrder_ComesAndGoes(string source)
    {
        await using var cluster = await ClusterAsync(source, d => $"CREATE TABLE tree (id INT NOT NULL PRIMARY KEY, parent INT{References(d, "parent", "tree", "id")});");
        var random = new Random(34);
        var ids = Enumerable.Range(1, Depth).ToArray();
        random.Shuffle(ids);
        Together(cluster.Database(source), ids.Select(i => $"INSERT INTO tree VALUES ({i}, {(i == 1 ? "NULL" : (i - 1).ToString(CultureInfo.InvariantCulture))})"));
        await SettledAsync(cluster);
        foreach (var make in TestDatabase.Makes) Assert.Equal($"{Depth}", cluster.Database(make).Ask($"WITH RECURSIVE d(id, n) AS (SELECT id, 1 FROM tree WHERE parent IS NULL UNION ALL SELECT t.id, d.n + 1 FROM tree t JOIN d ON t.parent = d.id) SELECT max(n) FROM d"));

        // Turned upside down on another make, then taken away on the third.
        var (other, third) = (Others(source)[0], Others(source)[1]);
        random.Shuffle(ids);
        Together(cluster.Database(other), ids.Select(i => $"UPDATE tree SET parent = {(i == Depth ? "NULL" : (i + 1).ToString(CultureInfo.InvariantCulture))} WHERE id = {i}"));
        await SettledAsync(cluster);
        foreach (var make in TestDatabase.Makes) Assert.Equal("1", cluster.Database(make).Ask($"SELECT count(*) FROM tree WHERE parent IS NULL AND id = {Depth}"));
        random.Shuffle(ids);
        Together(cluster.Database(third), ids.Select(i => $"DELETE FROM tree WHERE id = {i}"));
        await SettledAsync(cluster);
        foreach (var make in TestDatabase.Makes) Assert.Equal("0", cluster.Database(make).Ask("SELECT count(*) FROM tree"));
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task R34_TwoTablesThatReferToEachOther_ComeChangeAndGo(string source)
    {
        await using var cluster = await ClusterAsync(source, d =>
            $"CREATE TABLE a (id INT NOT NULL PRIMARY KEY, b INT{(d.Make == "sqlite" ? References(d, "b", "b", "id") : "")}); CREATE TABLE b (id INT NOT NULL PRIMARY KEY, a INT NOT NULL{References(d, "a", "a", "id")});"
            + (d.Make == "sqlite" ? "" : $"ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id){(d.Make == "postgresql" ? " DEFERRABLE" : "")}"));
        Together(cluster.Database(source), Enumerable.Range(1, 20).SelectMany(i => new[] { $"INSERT INTO a VALUES ({i}, {20 + i})", $"INSERT INTO b VALUES ({20 + i}, {i})" }));
        await SettledAsync(cluster);
        Count(cluster, "SELECT count(*) FROM a JOIN b ON b.id = a.b AND b.a = a.id", 20);
        var (other, third) = (Others(source)[0], Others(source)[1]);
        Together(cluster.Database(other), Enumerable.Range(1, 20).SelectMany(i => new[] { $"UPDATE b SET a = {21 - i} WHERE id = {20 + i}", $"UPDATE a SET b = {41 - i} WHERE id = {i}" }));
        await SettledAsync(cluster);
        Count(cluster, "SELECT count(*) FROM a JOIN b ON b.id = a.b AND b.a = a.id WHERE a.b = 41 - a.id", 20);
        Together(cluster.Database(third), Enumerable.Range(1, 20).SelectMany(i => new[] { $"DELETE FROM a WHERE id = {i}", $"DELETE FROM b WHERE id = {20 + i}" }));
        await SettledAsync(cluster);
        Count(cluster, "SELECT (SELECT count(*) FROM a) + (SELECT count(*) FROM b)", 0);
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task R34_ForeignKeyToAUniqueColumn_ChildrenFirst_ComeMoveAndGo(string source)
    {
        await using var cluster = await ClusterAsync(source, d =>
            $"CREATE TABLE parents (id INT NOT NULL PRIMARY KEY, code VARCHAR(20) NOT NULL UNIQUE); CREATE TABLE children (id INT NOT NULL PRIMARY KEY, code VARCHAR(20){References(d, "code", "parents", "code")});");
        Together(cluster.Database(source), [.. Codes(i => $"INSERT INTO children VALUES ({i}, 'k{i}')"), .. Codes(i => $"INSERT INTO parents VALUES ({i}, 'k{i}')")]);
        await SettledAsync(cluster);
        Count(cluster, "SELECT count(*) FROM parents p JOIN children c ON c.code = p.code", 10);
        var (other, third) = (Others(source)[0], Others(source)[1]);

        // The value that they meet by is another one from now on.
        Together(cluster.Database(other), [.. Codes(i => $"UPDATE parents SET code = 'new{i}' WHERE id = {i}"), .. Codes(i => $"UPDATE children SET code = 'new{i}' WHERE id = {i}")]);
        await SettledAsync(cluster);
        Count(cluster, "SELECT count(*) FROM parents p JOIN children c ON c.code = p.code WHERE c.code LIKE 'new%'", 10);
        Together(cluster.Database(third), [.. Codes(i => $"DELETE FROM parents WHERE id = {i}"), .. Codes(i => $"DELETE FROM children WHERE id = {i}")]);
        await SettledAsync(cluster);
        Count(cluster, "SELECT (SELECT count(*) FROM parents) + (SELECT count(*) FROM children)", 0);
    }

    private static Task<MixedCluster> ClusterAsync(string source, Func<TestDatabase, string> schema) => MixedCluster.CreateAsync(schema, "manual", [source, .. Others(source)]);

    private static string[] Others(string source) => [.. TestDatabase.Makes.Where(m => m != source)];

    private static IEnumerable<string> Codes(Func<int, string> statement) => Enumerable.Range(1, 10).Select(statement);

    private static string References(TestDatabase database, string column, string table, string parent) =>
        $", FOREIGN KEY ({column}) REFERENCES {table} ({parent}){(database.Make == "mysql" ? "" : " DEFERRABLE")}";

    // One transaction whose keys hold at its end, as far as the make can wait for that. MariaDB checks at once, or not at all.
    private static void Together(TestDatabase database, IEnumerable<string> statements) => database.Run(string.Join(";\n", database.Make switch
    {
        "sqlite" => ["BEGIN", "PRAGMA defer_foreign_keys = ON", .. statements, "COMMIT"],
        "postgresql" => ["BEGIN", "SET CONSTRAINTS ALL DEFERRED", .. statements, "COMMIT"],
        _ => (IEnumerable<string>)["SET foreign_key_checks = 0", "START TRANSACTION", .. statements, "COMMIT"],
    }));

    private static void Count(MixedCluster cluster, string sql, int expected)
    {
        foreach (var make in TestDatabase.Makes) Assert.Equal((make, expected.ToString(CultureInfo.InvariantCulture)), (make, cluster.Database(make).Ask(sql)));
    }

    private static async Task SettledAsync(MixedCluster cluster)
    {
        Assert.Empty(await cluster.SettleAsync());
        Assert.Empty(await cluster.ConflictsAsync());
        foreach (var make in TestDatabase.Makes) Assert.Empty((await cluster.StateAsync(make)).Deferred);
    }
}
