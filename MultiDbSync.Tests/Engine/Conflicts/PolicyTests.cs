using CsCheck;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.Conflicts;

public sealed class PolicyTests
{
    private static readonly RowImage Base = SimulatedSchema.Item(1, 1, 1);

    [Fact]
    public void Manual_AlwaysAsks() =>
        Assert.IsType<Settlement.Ask>(PolicySpec.Parse("manual").Settle(Case(SimulatedSchema.Item(1, 2, 1), SimulatedSchema.Item(1, 3, 1))));

    [Fact]
    public void LastWriteWins_LaterSideStands()
    {
        var policy = PolicySpec.Parse("last-write-wins");
        Assert.IsType<Settlement.TakeRight>(policy.Settle(Case(SimulatedSchema.Item(1, 2, 1), SimulatedSchema.Item(1, 3, 1), leftAt: 1, rightAt: 2)));
        Assert.IsType<Settlement.TakeLeft>(policy.Settle(Case(SimulatedSchema.Item(1, 2, 1), SimulatedSchema.Item(1, 3, 1), leftAt: 2, rightAt: 1)));
    }

    [Fact]
    public void LastWriteWins_Tie_PriorityThenName()
    {
        var policy = PolicySpec.Parse("last-write-wins");
        Assert.IsType<Settlement.TakeLeft>(policy.Settle(Case(Base, null, leftPriority: 1)));
        Assert.IsType<Settlement.TakeRight>(policy.Settle(Case(Base, null, rightPriority: 1)));
        Assert.IsType<Settlement.TakeRight>(policy.Settle(Case(Base, null)));
    }

    [Fact]
    public void LastWriteWins_SidesExchanged_SameRowStands() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[0, 1]).Sample((atA, atB, priorityA, priorityB) =>
        {
            var a = new ConflictSide("a", SimulatedSchema.Item(1, 2, 1), At(atA), priorityA);
            var b = new ConflictSide("b", SimulatedSchema.Item(1, 3, 1), At(atB), priorityB);
            var policy = PolicySpec.Parse("last-write-wins");
            var one = policy.Settle(new ConflictCase(SimulatedSchema.Items, ConflictKind.UpdateUpdate, Base, a, b)) is Settlement.TakeLeft ? "a" : "b";
            var other = policy.Settle(new ConflictCase(SimulatedSchema.Items, ConflictKind.UpdateUpdate, Base, b, a)) is Settlement.TakeLeft ? "b" : "a";
            return one == other;
        });

    [Fact]
    public void MergeColumns_Disjoint_TakesEachColumnFromItsSide()
    {
        var settled = PolicySpec.Parse("merge-columns").Settle(Case(SimulatedSchema.Item(1, 2, 1), SimulatedSchema.Item(1, 1, 3)));
        Assert.Equal(SimulatedSchema.Item(1, 2, 3), Assert.IsType<Settlement.Merge>(settled).Result);
    }

    [Fact]
    public void MergeColumns_Overlap_Asks() =>
        Assert.IsType<Settlement.Ask>(PolicySpec.Parse("merge-columns").Settle(Case(SimulatedSchema.Item(1, 2, 1), SimulatedSchema.Item(1, 3, 4))));

    [Fact]
    public void MergeColumnsThenLastWriteWins_Overlap_LaterSideInThatColumnOnly()
    {
        var policy = PolicySpec.Parse("merge-columns,last-write-wins");
        var right = policy.Settle(Case(SimulatedSchema.Item(1, 2, 5), SimulatedSchema.Item(1, 3, 1), leftAt: 1, rightAt: 2));
        Assert.Equal(SimulatedSchema.Item(1, 3, 5), Assert.IsType<Settlement.Merge>(right).Result);
        var left = policy.Settle(Case(SimulatedSchema.Item(1, 2, 1), SimulatedSchema.Item(1, 3, 6), leftAt: 2, rightAt: 1));
        Assert.Equal(SimulatedSchema.Item(1, 2, 6), Assert.IsType<Settlement.Merge>(left).Result);
    }

    [Fact]
    public void MergeColumns_DeleteOnOneSide_IsForTheNextPolicy()
    {
        Assert.IsType<Settlement.Ask>(PolicySpec.Parse("merge-columns").Settle(Case(null, SimulatedSchema.Item(1, 3, 1))));
        Assert.IsType<Settlement.TakeRight>(PolicySpec.Parse("merge-columns,last-write-wins").Settle(Case(null, SimulatedSchema.Item(1, 3, 1), leftAt: 1, rightAt: 2)));
    }

    [Fact]
    public void MergeColumns_NeitherSideLosesAColumnThatOnlyItChanged() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3]).Sample((la, lb, ra, rb) =>
        {
            var (left, right) = (SimulatedSchema.Item(1, la, lb), SimulatedSchema.Item(1, ra, rb));
            if (PolicySpec.Parse("merge-columns,last-write-wins").Settle(Case(left, right)) is not Settlement.Merge merge) return false;
            return new[] { "a", "b" }.All(c =>
                left[c] == Base[c] ? merge.Result[c] == right[c] : right[c] == Base[c] ? merge.Result[c] == left[c] : merge.Result[c] == left[c] || merge.Result[c] == right[c]);
        });

    [Theory]
    [InlineData("")]
    [InlineData("newest")]
    [InlineData("last-write-wins,manual")]
    [InlineData("merge-columns,merge-columns")]
    public void Parse_Unknown_SaysWhatIsKnown(string text)
    {
        var error = Assert.Throws<FormatException>(() => PolicySpec.Parse(text));
        Assert.All(PolicySpec.Known, known => Assert.Contains(known, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "x", "y", ConflictKind.CreateCreate)]
    [InlineData("b", null, "y", ConflictKind.DeleteUpdate)]
    [InlineData("b", "x", null, ConflictKind.UpdateDelete)]
    [InlineData("b", "x", "y", ConflictKind.UpdateUpdate)]
    public void Classify_NamesTheKind(string? before, string? left, string? right, ConflictKind kind) =>
        Assert.Equal(kind, ConflictClassifier.Classify(Text(before), Text(left), Text(right)));

    [Fact]
    public void Classify_OtherColumns_IsDisjoint() =>
        Assert.Equal(ConflictKind.DisjointUpdate, ConflictClassifier.Classify(Base, SimulatedSchema.Item(1, 2, 1), SimulatedSchema.Item(1, 1, 2)));

    private static RowImage? Text(string? value) => value is null ? null : RowImage.Of(("id", CellValue.FromInteger(1)), ("v", CellValue.FromText(value)));

    private static ConflictCase Case(RowImage? left, RowImage? right, int leftAt = 0, int rightAt = 0, int leftPriority = 0, int rightPriority = 0) => new(
        SimulatedSchema.Items, ConflictClassifier.Classify(Base, left, right), Base,
        new ConflictSide("left", left, At(leftAt), leftPriority), new ConflictSide("right", right, At(rightAt), rightPriority));

    private static DateTimeOffset At(int seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);
}
