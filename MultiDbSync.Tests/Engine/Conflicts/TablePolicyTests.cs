using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.Conflicts;

/// <summary>Policies of a table: by kind and by column.</summary>
public sealed class TablePolicyTests
{
    private static readonly RowImage Base = SimulatedSchema.Item(1, 10, 10);

    [Fact]
    public void ToString_Parse_IsTheSamePolicy()
    {
        var policy = Policy("merge-columns", new() { [ConflictKind.UpdateDelete] = "last-write-wins" }, ("a", "add-deltas"), ("b", "max"));
        var read = TablePolicy.Parse(policy.ToString());
        Assert.Equal(policy.Default, read.Default);
        Assert.Equal(policy.Kinds, read.Kinds);
        Assert.Equal(policy.Columns, read.Columns);
        Assert.Equal(["a"], read.Counters);
        Assert.Equal("manual", Policy("manual", []).ToString());
    }

    [Theory]
    [InlineData(ConflictKind.UpdateUpdate, "node-priority")]
    [InlineData(ConflictKind.UpdateDelete, "first-write-wins")]
    [InlineData(ConflictKind.DisjointUpdate, "merge-columns")]
    [InlineData(ConflictKind.UniqueKey, "manual")]
    [InlineData(ConflictKind.ForeignKey, "last-write-wins")]
    [InlineData(ConflictKind.Divergence, "manual")]
    public void For_Kind_OwnPolicyElseTheTables(ConflictKind kind, string expected) =>
        Assert.Equal(expected, Policy("node-priority", new() { [ConflictKind.UpdateDelete] = "first-write-wins", [ConflictKind.ForeignKey] = "last-write-wins" }).For(kind).Name);

    [Fact]
    public void AddDeltas_BothIncrements_Count() => Assert.Equal(Item(17, 10), Merged(("a", "add-deltas"), Item(13, 10), Item(14, 10)));

    [Fact]
    public void AddDeltas_SameIncrements_CountTwice() => Assert.Equal(Item(12, 10), Merged(("a", "add-deltas"), Item(11, 10), Item(11, 10)));

    [Fact]
    public void AddDeltas_OneSide_IsThatSide() => Assert.IsType<Settlement.TakeRight>(Settle(Policy("manual", [], ("a", "add-deltas")), Item(10, 10), Item(14, 10)));

    [Fact]
    public void AddDeltas_BesideALostColumn_BothIncrementsCount()
    {
        var settled = Settle(Policy("last-write-wins", [], ("a", "add-deltas")), Item(13, 1), Item(14, 2));
        Assert.Equal(Item(17, 2), Assert.IsType<Settlement.Merge>(settled).Result);
    }

    [Theory]
    [InlineData(long.MaxValue, 20L)]
    [InlineData(null, 20L)]
    [InlineData(20L, null)]
    public void AddDeltas_NoResult_Asks(long? left, long? right) =>
        Assert.IsType<Settlement.Ask>(Settle(Policy("last-write-wins", [], ("a", "add-deltas")), Row(left), Row(right)));

    [Fact]
    public void AddDeltas_CreatedOnBothSides_Asks() =>
        Assert.IsType<Settlement.Ask>(Settle(Policy("last-write-wins", [], ("a", "add-deltas")), Item(1, 1), Item(2, 1), seen: null));

    [Theory]
    [InlineData("max", 13L, 14L, 14)]
    [InlineData("max", 14L, 13L, 14)]
    [InlineData("min", 13L, 14L, 13)]
    [InlineData("min", 14L, 13L, 13)]
    [InlineData("max", null, 13L, 13)]
    [InlineData("min", 13L, null, 13)]
    public void Extremes_TakeTheLargerOrSmaller(string name, long? left, long? right, long expected) =>
        Assert.Equal(CellValue.FromInteger(expected), Result(Policy("manual", [], ("a", name)), Row(left), Row(right))["a"]);

    [Fact]
    public void Max_CreatedOnBothSides_TakesTheLarger() =>
        Assert.Equal(Item(2, 1), Result(Policy("manual", [], ("a", "max")), Item(1, 1), Item(2, 1), seen: null));

    [Fact]
    public void Max_OtherColumnOverlaps_IsForTheTablesPolicy()
    {
        Assert.IsType<Settlement.Ask>(Settle(Policy("manual", [], ("a", "max")), Item(13, 1), Item(14, 2)));
        Assert.Equal(Item(14, 1), Result(Policy("first-write-wins", [], ("a", "max")), Item(13, 1), Item(14, 2)));
    }

    [Fact]
    public void Max_LoweredByOneSideOnly_StaysLowered() =>
        Assert.Equal(Item(3, 2), Result(Policy("manual", [], ("a", "max")), Item(10, 2), Item(3, 10)));

    [Fact]
    public void ColumnWinner_TakesItsSideInThatColumn() =>
        Assert.Equal(Item(13, 2), Result(Policy("last-write-wins", [], ("a", "first-write-wins")), Item(13, 1), Item(14, 2)));

    [Fact]
    public void ManualColumn_Overlap_AsksWhateverTheTable() =>
        Assert.IsType<Settlement.Ask>(Settle(Policy("last-write-wins", [], ("a", "manual")), Item(13, 1), Item(14, 2)));

    [Fact]
    public void ColumnPolicies_DeleteOnOneSide_IsForTheTablesPolicy() =>
        Assert.IsType<Settlement.TakeRight>(Settle(Policy("last-write-wins", [], ("a", "max")), null, Item(14, 2)));

    [Theory]
    [InlineData("first-write-wins", true)]
    [InlineData("last-write-wins", false)]
    [InlineData("node-priority", false)]
    public void Winners_RightIsLater(string name, bool left) =>
        Assert.Equal(left, Settle(Policy(name, []), Item(1, 1), Item(2, 2)) is Settlement.TakeLeft);

    [Fact]
    public void NodePriority_HigherWinsThoughEarlier()
    {
        var conflict = new ConflictCase(
            SimulatedSchema.Items, ConflictKind.UpdateUpdate, Base,
            new ConflictSide("left", Item(1, 1), DateTimeOffset.UnixEpoch, 1), new ConflictSide("right", Item(2, 2), DateTimeOffset.UnixEpoch.AddDays(1), 0));
        Assert.IsType<Settlement.TakeLeft>(PolicySpec.Parse("node-priority").Settle(conflict));
    }

    [Theory]
    [InlineData("0.1", "0.3", "0.25", "0.45")]
    [InlineData("99999999999999999999", "100000000000000000001", "99999999999999999998.5", "100000000000000000000.5")]
    public void AddDeltas_Decimals_AreExact(string seen, string left, string right, string sum)
    {
        var table = SimulatedSchema.Items with { Columns = [SimulatedSchema.Items.Columns[0], SimulatedSchema.Items.Columns[1] with { Type = CanonicalType.Decimal, DeclaredType = "NUMERIC" }] };
        var conflict = new ConflictCase(
            table, ConflictKind.UpdateUpdate, Decimal(seen), new ConflictSide("left", Decimal(left), default, 0), new ConflictSide("right", Decimal(right), default, 0));
        var settled = ConflictJudge.Settle(Policy("manual", [], ("a", "add-deltas")), conflict).Settlement;
        Assert.Equal(Decimal(sum), Assert.IsType<Settlement.Merge>(settled).Result);
    }

    [Theory]
    [InlineData("keep-both", null, null, null, "CreateCreate only")]
    [InlineData("manual", "UpdateDelete", "keep-both", null, "CreateCreate only")]
    [InlineData("manual", "Divergence", "last-write-wins", null, "always manual")]
    [InlineData("manual", "UniqueKey", "merge-columns", null, "can't settle UniqueKey")]
    [InlineData("newest", null, null, null, "Use one of")]
    [InlineData("manual", null, "max", "nothing", "no column nothing")]
    [InlineData("manual", null, "max", "id", "belongs to the key")]
    [InlineData("manual", null, "largest", "a", "Use one of")]
    public void Refuse_SaysWhatToDo(string name, string? kind, string? other, string? column, string expected)
    {
        var kinds = kind is null ? [] : new Dictionary<ConflictKind, string> { [Enum.Parse<ConflictKind>(kind)] = other! };
        var columns = column is null ? [] : new Dictionary<string, string> { [column] = other! };
        Assert.Contains(expected, Assert.Single(new TablePolicy(name, kinds, columns).Refuse(SimulatedSchema.Items)), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_NumbersOnly() => Assert.Contains(
        "is for numbers",
        Assert.Single(Policy("manual", [], ("v", "add-deltas")).Refuse(SimulatedSchema.Names with { Columns = [SimulatedSchema.Names.Columns[0], SimulatedSchema.Names.Columns[0] with { Name = "v" }] })),
        StringComparison.Ordinal);

    private static TablePolicy Policy(string name, Dictionary<ConflictKind, string> kinds, params (string Column, string Policy)[] columns) =>
        new(name, kinds, columns.ToDictionary(c => c.Column, c => c.Policy));

    private static RowImage Item(long a, long b) => SimulatedSchema.Item(1, a, b);

    private static RowImage Row(long? a) => RowImage.Of(("id", CellValue.FromInteger(1)), ("a", a is { } n ? CellValue.FromInteger(n) : CellValue.Null), ("b", CellValue.FromInteger(10)));

    private static RowImage Decimal(string a) => RowImage.Of(("id", CellValue.FromInteger(1)), ("a", CellValue.FromText(CellKind.Decimal, a)));

    private static RowImage Merged((string, string) column, RowImage left, RowImage right) => Assert.IsType<Settlement.Merge>(Settle(Policy("manual", [], column), left, right)).Result;

    private static RowImage Result(TablePolicy policy, RowImage left, RowImage right, bool? seen = true) => Settle(policy, left, right, seen) switch
    {
        Settlement.TakeLeft => left,
        Settlement.TakeRight => right,
        Settlement.Merge merge => merge.Result,
        var other => throw new InvalidOperationException($"{other} is no result."),
    };

    private static Settlement Settle(TablePolicy policy, RowImage? left, RowImage? right, bool? seen = true)
    {
        var before = seen is null ? null : Base;
        return ConflictJudge.Settle(policy, new ConflictCase(
            SimulatedSchema.Items, ConflictClassifier.Classify(before, left, right, policy.Counters), before,
            new ConflictSide("left", left, DateTimeOffset.UnixEpoch, 0), new ConflictSide("right", right, DateTimeOffset.UnixEpoch.AddSeconds(1), 0))).Settlement;
    }
}
