using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.Conflicts;

/// <summary>What a policy would have done with conflicts as they were recorded.</summary>
public sealed class PolicyTrialTests
{
    private static readonly RowImage Seen = Item(1, 1);
    private static readonly RowImage Left = Item(2, 1);
    private static readonly RowImage Right = Item(3, 1);

    [Theory]
    [InlineData("first-write-wins", "keep-left", 2L)]
    [InlineData("last-write-wins", "keep-right", 3L)]
    [InlineData("node-priority", "keep-left", 2L)]
    [InlineData("manual", "ask", null)]
    public void Try_OneRow_TellsWhatWouldHaveStood(string policy, string resolution, long? a) =>
        Assert.Equal(new PolicyTrialOutcome(resolution, a is { } value ? Item(value, 1) : null, policy), Try(policy, Conflict(ConflictKind.UpdateUpdate)));

    [Fact]
    public void Try_Merge_ShowsTheMergedRow()
    {
        var conflict = Conflict(ConflictKind.DisjointUpdate);
        conflict.RightImage = Item(1, 7).ToJson();
        Assert.Equal(new PolicyTrialOutcome("merged", Item(2, 7), "merge-columns"), Try("manual", conflict));
    }

    [Fact]
    public void Try_KeepBoth_ShowsTheRowThatKeepsItsKey() =>
        Assert.Equal(new PolicyTrialOutcome("keep-both", Left, "keep-both"), Try("manual", Conflict(ConflictKind.CreateCreate), (ConflictKind.CreateCreate, "keep-both")));

    [Fact]
    public void Try_CreatedTwice_HasNoBaseToMergeBy() =>
        Assert.Equal(new PolicyTrialOutcome("keep-right", Right, "merge-columns,last-write-wins"), Try("merge-columns,last-write-wins", Conflict(ConflictKind.CreateCreate)));

    [Fact]
    public void Try_Divergence_IsAlwaysAsked() => Assert.Equal(new PolicyTrialOutcome("ask", null, "manual"), Try("last-write-wins", Conflict(ConflictKind.Divergence)));

    [Theory]
    [InlineData(ConflictKind.UniqueKey)]
    [InlineData(ConflictKind.ForeignKey)]
    public void Try_Constraint_HasItsOwnPolicyAndNoColumns(ConflictKind kind)
    {
        Assert.Equal(new PolicyTrialOutcome("ask", null, "manual"), Try("last-write-wins", Conflict(kind)));
        var policy = new TablePolicy("manual", new Dictionary<ConflictKind, string> { [kind] = "last-write-wins" }, new Dictionary<string, string> { ["a"] = "manual" });
        Assert.Equal(new PolicyTrialOutcome("keep-right", Right, "last-write-wins"), Try(policy, Conflict(kind)));
    }

    [Fact]
    public void Try_ColumnPolicies_AreNamed() => Assert.Equal(
        new PolicyTrialOutcome("merged", Item(4, 1), "a add-deltas"),
        Try(new TablePolicy("manual", new Dictionary<ConflictKind, string>(), new Dictionary<string, string> { ["a"] = "add-deltas" }), Conflict(ConflictKind.UpdateUpdate)));

    [Fact]
    public void Try_DeletionStands_HasNoRow()
    {
        var conflict = Conflict(ConflictKind.UpdateDelete);
        conflict.RightImage = null;
        Assert.Equal(new PolicyTrialOutcome("keep-right", null, "last-write-wins"), Try("last-write-wins", conflict));
    }

    [Fact]
    public void Try_SideWithoutATime_CountsAsOfItsDetection()
    {
        var conflict = Conflict(ConflictKind.UpdateUpdate);
        conflict.LeftAt = null;
        Assert.Equal("keep-left", Try("last-write-wins", conflict).Resolution);
    }

    private static PolicyTrialOutcome Try(string policy, ConflictEntity conflict, params (ConflictKind Kind, string Policy)[] kinds) =>
        Try(new TablePolicy(policy, kinds.ToDictionary(k => k.Kind, k => k.Policy), new Dictionary<string, string>()), conflict);

    private static PolicyTrialOutcome Try(TablePolicy policy, ConflictEntity conflict) =>
        PolicyTrial.Try(policy, SimulatedSchema.Items, conflict, new Dictionary<string, int> { ["left"] = 1 });

    private static ConflictEntity Conflict(ConflictKind kind) => new()
    {
        SyncSet = "set",
        TableName = "items",
        RowKey = "[1]",
        KeyForm = "[1]",
        Kind = kind,
        BaseImage = Seen.ToJson(),
        LeftImage = Left.ToJson(),
        RightImage = Right.ToJson(),
        LeftOrigin = "left",
        RightOrigin = "right",
        LeftAt = DateTimeOffset.UnixEpoch,
        RightAt = DateTimeOffset.UnixEpoch.AddSeconds(1),
        DetectedAt = DateTimeOffset.UnixEpoch.AddSeconds(2),
    };

    private static RowImage Item(long a, long b) => SimulatedSchema.Item(1, a, b);
}
