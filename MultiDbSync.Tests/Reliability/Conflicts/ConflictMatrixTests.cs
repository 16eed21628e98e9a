using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability.Conflicts;

/// <summary>
/// Every pair of changes that do not know of each other, by every policy, on every pair of makes: kind, record, outcome and the rows of both databases are those
/// of the tables that docs/conflicts.md shows.
/// </summary>
public sealed class ConflictMatrixTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Pairs()
    {
        var data = new TheoryData<string, string>();
        foreach (var first in TestDatabase.Makes)
            foreach (var second in TestDatabase.Makes) data.Add(first, second);
        return data;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task R23_EveryPairOfChanges_EndsAsThePageSays(string first, string second)
    {
        await using var cluster = await MixedCluster.CreateAsync(_ => MatrixTables.Schema, MatrixTables.Policy, first, second);
        var (left, right) = (cluster.Database(first), cluster.Database(first == second ? second + "2" : second));
        var (before, onLeft, onRight) = (new List<string>(), new List<string>(), new List<string>());
        Write(before, onLeft, onRight);
        left.Run(string.Join("; ", before));
        await cluster.SettleAsync();
        left.Run(string.Join("; ", onLeft));

        // Changes carry their time in milliseconds, and a policy asks which was later.
        var written = DateTimeOffset.UtcNow;
        SpinWait.SpinUntil(() => DateTimeOffset.UtcNow - written > TimeSpan.FromMilliseconds(3));
        right.Run(string.Join("; ", onRight));
        await cluster.SettleAsync();
        var conflicts = (await cluster.ConflictsAsync()).ToLookup(c => (c.TableName, c.RowKey));
        Check(conflicts, left.Info.Name, right.Info.Name);
        foreach (var open in conflicts.SelectMany(c => c).Where(c => c.Status == ConflictStatus.Open))
            Assert.Equal(ResolveStatus.Resolved, (await cluster.DecideAsync(open, ConflictChoice.KeepRight)).Status);
        await cluster.SettleAsync();
        foreach (var node in new[] { left, right })
        {
            await CheckRowsAsync(cluster, node.Info.Name, right.Info.Name);
            Assert.Empty((await cluster.StateAsync(node.Info.Name)).Deferred);
        }
    }

    private static void Write(List<string> before, List<string> left, List<string> right)
    {
        for (var i = 0; i < ExpectedOutcomes.Policies.Count; i++)
        {
            foreach (var meeting in Meeting.All)
            {
                before.AddRange(meeting.Before().Select(id => $"INSERT INTO {MatrixTables.Row(i)} VALUES ({id}, 'base', 'base', 10)"));
                left.Add(MatrixRow.Statement(MatrixTables.Row(i), meeting, meeting.Left, "left"));
                right.Add(MatrixRow.Statement(MatrixTables.Row(i), meeting, meeting.Right, "right"));
            }
        }

        left.Add($"INSERT INTO {MatrixTables.KeptBoth} VALUES ('k', 'left')");
        right.Add($"INSERT INTO {MatrixTables.KeptBoth} VALUES ('k', 'right')");
        for (var i = 0; i < ExpectedOutcomes.Numbers.Count; i++)
        {
            before.Add($"INSERT INTO {MatrixTables.Number(i)} VALUES (1, 10), (2, 10)");
            left.Add($"UPDATE {MatrixTables.Number(i)} SET n = n + 3");
            right.Add($"UPDATE {MatrixTables.Number(i)} SET n = n + CASE id WHEN 1 THEN 4 ELSE 3 END");
        }

        for (var i = 0; i < ExpectedOutcomes.ConstraintPolicies.Count; i++)
        {
            left.Add($"INSERT INTO {MatrixTables.Unique(i)} VALUES (1, 'x')");
            right.Add($"INSERT INTO {MatrixTables.Unique(i)} VALUES (2, 'x')");
            before.Add($"INSERT INTO {MatrixTables.Parent(i)} VALUES (1), (2)");
            left.Add($"DELETE FROM {MatrixTables.Parent(i)} WHERE id = 1");
            left.Add($"INSERT INTO {MatrixTables.Child(i)} VALUES (20, 2)");
            right.Add($"INSERT INTO {MatrixTables.Child(i)} VALUES (10, 1)");
            right.Add($"DELETE FROM {MatrixTables.Parent(i)} WHERE id = 2");
        }
    }

    private static void Check(ILookup<(string Table, string Key), ConflictEntity> conflicts, string left, string right)
    {
        var expected = 0;
        for (var i = 0; i < ExpectedOutcomes.Policies.Count; i++)
        {
            foreach (var meeting in Meeting.All.Where(m => m.Kind is not null))
            {
                var outcome = ExpectedOutcomes.ByKind[meeting.Kind!.Value][i];
                var conflict = Single(MatrixTables.Row(i), $"[{meeting.Id}]", meeting.Kind.Value, outcome);
                Assert.Equal((left, right), (conflict.LeftOrigin, conflict.RightOrigin));
                Assert.Equal(MatrixRow.After(meeting.Left, "left"), MatrixRow.Of(RowImage.FromJson(conflict.LeftImage)));
                Assert.Equal(MatrixRow.After(meeting.Right, "right"), MatrixRow.Of(RowImage.FromJson(conflict.RightImage)));
                if (outcome is not Outcome.Ask && meeting.Kind != ConflictKind.DisjointUpdate) Assert.Equal(ExpectedOutcomes.Policies[i], conflict.ResolvedBy);
            }
        }

        for (var i = 0; i < ExpectedOutcomes.Numbers.Count; i++)
        {
            var (policy, different, same) = ExpectedOutcomes.Numbers[i];
            Single(MatrixTables.Number(i), "[1]", ConflictKind.UpdateUpdate, different switch { null => Outcome.Ask, 13 => Outcome.Left, 14 => Outcome.Right, _ => Outcome.Merged });
            if (same != 13) Single(MatrixTables.Number(i), "[2]", ConflictKind.UpdateUpdate, Outcome.Merged);
        }

        for (var i = 0; i < ExpectedOutcomes.ConstraintPolicies.Count; i++)
        {
            Single(MatrixTables.Unique(i), "[2]", ConflictKind.UniqueKey, ExpectedOutcomes.Unique[i]);
            Single(MatrixTables.Child(i), "[10]", ConflictKind.ForeignKey, ExpectedOutcomes.Reference[i]);
            Single(MatrixTables.Parent(i), "[2]", ConflictKind.ForeignKey, ExpectedOutcomes.Reference[i]);
        }

        var both = Assert.Single(conflicts[(MatrixTables.KeptBoth, "[\"k\"]")]);
        Assert.Equal((ConflictKind.CreateCreate, ConflictStatus.AutoResolved, "keep-both"), (both.Kind, both.Status, both.Resolution));
        Assert.Equal(expected + 1, conflicts.Sum(c => c.Count()));

        ConflictEntity Single(string table, string key, ConflictKind kind, Outcome outcome)
        {
            expected++;
            var conflict = Assert.Single(conflicts[(table, key)]);
            Assert.Equal((table, key, kind, outcome switch
            {
                Outcome.Ask => ConflictStatus.Open,
                Outcome.Left or Outcome.Right => ConflictStatus.AutoResolved,
                _ => ConflictStatus.Merged,
            }), (conflict.TableName, conflict.RowKey, conflict.Kind, conflict.Status));
            Assert.Equal(outcome switch { Outcome.Ask => null, Outcome.Left => "keep-left", Outcome.Right => "keep-right", _ => "merged" }, conflict.Resolution);
            return conflict;
        }
    }

    // A person has kept the right side wherever one was asked.
    private static async Task CheckRowsAsync(MixedCluster cluster, string node, string right)
    {
        for (var i = 0; i < ExpectedOutcomes.Policies.Count; i++)
        {
            var expected = new Dictionary<string, MatrixRow>();
            foreach (var meeting in Meeting.All)
            {
                var outcome = meeting.Kind is { } kind ? ExpectedOutcomes.ByKind[kind][i] : Outcome.Left;
                if (MatrixRow.After(meeting, outcome == Outcome.Ask ? Outcome.Right : outcome) is { } row) expected.Add($"[{meeting.Id}]", row);
                foreach (var moved in meeting.Moved()) expected.Add($"[{moved}]", MatrixRow.Base);
            }

            var found = (await cluster.RowsAsync(node, MatrixTables.Row(i))).ToDictionary(r => r.Key, r => MatrixRow.Of(r.Value)!);
            Assert.Equal(expected.OrderBy(r => r.Key, StringComparer.Ordinal), found.OrderBy(r => r.Key, StringComparer.Ordinal));
        }

        for (var i = 0; i < ExpectedOutcomes.Numbers.Count; i++)
        {
            var rows = await cluster.RowsAsync(node, MatrixTables.Number(i));
            Assert.Equal((ExpectedOutcomes.Numbers[i].Different ?? 14, ExpectedOutcomes.Numbers[i].Same), (rows["[1]"]["n"].Integer, rows["[2]"]["n"].Integer));
        }

        for (var i = 0; i < ExpectedOutcomes.ConstraintPolicies.Count; i++)
        {
            var rightStands = ExpectedOutcomes.Reference[i] != Outcome.Left;
            Assert.Equal([ExpectedOutcomes.Unique[i] == Outcome.Left ? "[1]" : "[2]"], (await cluster.RowsAsync(node, MatrixTables.Unique(i))).Keys);
            Assert.Equal(rightStands ? ["[1]"] : ["[2]"], (await cluster.RowsAsync(node, MatrixTables.Parent(i))).Keys);
            Assert.Equal(rightStands ? ["[10]"] : ["[20]"], (await cluster.RowsAsync(node, MatrixTables.Child(i))).Keys);
        }

        var kept = (await cluster.RowsAsync(node, MatrixTables.KeptBoth)).ToDictionary(r => r.Key, r => r.Value["v"].Text);
        Assert.Equal(new Dictionary<string, string> { ["[\"k\"]"] = "left", [$"[\"k-{right}\"]"] = "right" }, kept);
    }
}
