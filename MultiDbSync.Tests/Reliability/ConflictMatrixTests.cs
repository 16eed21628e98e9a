using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability;

/// <summary>Every pair of changes of one row on two databases that do not know of each other, by policy and pair of makes.</summary>
public sealed class ConflictMatrixTests
{
    private const string Schema = "CREATE TABLE t(id integer NOT NULL PRIMARY KEY, v varchar(20), w varchar(20))";

    // One row each. A row that exists can't be created, one that does not can't be changed: only these pairs can meet.
    private static readonly (int Id, string Left, string Right)[] Pairs =
    [
        (1, "create", "create"), (2, "update", "update"), (3, "update", "delete"), (4, "delete", "update"), (5, "delete", "delete"),
        (6, "update", "update other"), (7, "update", "update same"), (8, "create", "create same"),
    ];

    public static TheoryData<string, string, string> Matrix()
    {
        var data = new TheoryData<string, string, string>();
        for (var i = 0; i < TestDatabase.Makes.Length; i++)
            for (var j = i; j < TestDatabase.Makes.Length; j++)
                foreach (var policy in new[] { "manual", "last-write-wins", "merge-columns", "merge-columns,last-write-wins" }) data.Add(TestDatabase.Makes[i], TestDatabase.Makes[j], policy);
        return data;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task R23_EveryPairOfChanges_IsDecidedByPolicyAndConverges(string first, string second, string policy)
    {
        await using var cluster = await MixedCluster.CreateAsync(_ => Schema, policy, first, second);
        var (left, right) = (cluster.Database(first), cluster.Database(first == second ? second + "2" : second));
        foreach (var pair in Pairs.Where(p => p.Left is not "create")) left.Run($"INSERT INTO t VALUES ({pair.Id}, 'base', 'base')");
        await cluster.SettleAsync();
        foreach (var pair in Pairs)
        {
            left.Run(Statement(pair.Left, pair.Id, "left"));
            right.Run(Statement(pair.Right, pair.Id, "right"));
        }

        await cluster.SettleAsync();
        var conflicts = (await cluster.ConflictsAsync()).ToDictionary(c => (int)RowKey.Parse(c.RowKey).Values[0].Integer);
        Assert.Equal([1, 2, 3, 4, 6], conflicts.Keys.Order());
        Assert.Equal(
            [ConflictKind.CreateCreate, ConflictKind.UpdateUpdate, ConflictKind.UpdateDelete, ConflictKind.DeleteUpdate, ConflictKind.DisjointUpdate],
            conflicts.OrderBy(c => c.Key).Select(c => c.Value.Kind));
        foreach (var (id, conflict) in conflicts)
        {
            var pair = Pairs.Single(p => p.Id == id);
            Assert.Equal(pair.Left != "delete", conflict.LeftImage?.Contains("left", StringComparison.Ordinal) ?? false);
            Assert.Equal(pair.Right != "delete", conflict.RightImage?.Contains("right", StringComparison.Ordinal) ?? false);
            Assert.Equal(Expected(policy, conflict.Kind), conflict.Status);
            if (conflict.Status == ConflictStatus.Open) Assert.Equal(ResolveStatus.Resolved, (await cluster.DecideAsync(conflict, ConflictChoice.KeepRight)).Status);
        }

        await cluster.SettleAsync();
        var (here, there) = (await cluster.RowsAsync(left.Info.Name, "t"), await cluster.RowsAsync(right.Info.Name, "t"));
        Assert.Equal(here.OrderBy(r => r.Key), there.OrderBy(r => r.Key));
        Assert.Equal(("left", "right"), (here["[6]"]["v"].Text, here["[6]"]["w"].Text));
        Assert.DoesNotContain("[5]", here.Keys);
        foreach (var node in new[] { left, right }) Assert.Empty((await cluster.StateAsync(node.Info.Name)).Deferred);
    }

    // Changes of different columns are merged by every policy.
    private static ConflictStatus Expected(string policy, ConflictKind kind) => kind switch
    {
        ConflictKind.DisjointUpdate => ConflictStatus.Merged,
        ConflictKind.UpdateUpdate when policy == "merge-columns,last-write-wins" => ConflictStatus.Merged,
        _ => policy.EndsWith("last-write-wins", StringComparison.Ordinal) ? ConflictStatus.AutoResolved : ConflictStatus.Open,
    };

    private static string Statement(string op, int id, string side) => op switch
    {
        "create" => $"INSERT INTO t VALUES ({id}, '{side}', '{side}')",
        "create same" => $"INSERT INTO t VALUES ({id}, 'left', 'left')",
        "update" => $"UPDATE t SET v = '{side}' WHERE id = {id}",
        "update other" => $"UPDATE t SET w = '{side}' WHERE id = {id}",
        "update same" => $"UPDATE t SET v = 'left' WHERE id = {id}",
        _ => $"DELETE FROM t WHERE id = {id}",
    };
}
