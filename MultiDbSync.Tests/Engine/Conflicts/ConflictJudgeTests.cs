using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.Conflicts;

/// <summary>How policies of columns and of rows work together, and which of them the record names.</summary>
public sealed class ConflictJudgeTests
{
    private static readonly RowImage Seen = Item(10, 10);

    [Fact]
    public void Settle_NoColumnPolicies_IsTheRowPolicyAlone() => Expect(new Settlement.TakeRight(), "last-write-wins", Policy("last-write-wins"), Item(11, 10), Item(12, 10));

    [Fact]
    public void Settle_OnlyRuledColumnDiffers_NeedsNoRowPolicy() =>
        Expect(new Settlement.Merge(Item(13, 10)), "a add-deltas", Policy("manual", ("a", "add-deltas")), Item(11, 10), Item(12, 10));

    [Fact]
    public void Settle_TwoRuledColumns_NamesBoth() =>
        Expect(new Settlement.Merge(Item(13, 9)), "a add-deltas; b min", Policy("manual", ("a", "add-deltas"), ("b", "min")), Item(11, 9), Item(12, 12));

    [Fact]
    public void Settle_RestOverlaps_NamesTheRowPolicyLast() =>
        Expect(new Settlement.Merge(Item(13, 2)), "a add-deltas; last-write-wins", Policy("last-write-wins", ("a", "add-deltas")), Item(11, 1), Item(12, 2));

    [Fact]
    public void Settle_RestIsDisjoint_IsMerged() =>
        Expect(new Settlement.Merge(Item(13, 2)), "a add-deltas; merge-columns", Policy("manual", ("a", "add-deltas")), Item(11, 10), Item(12, 2));

    [Fact]
    public void Settle_ResultIsOneSide_IsThatSide()
    {
        Expect(new Settlement.TakeLeft(), "a max", Policy("manual", ("a", "max")), Item(12, 10), Item(11, 10));
        Expect(new Settlement.TakeRight(), "a max", Policy("manual", ("a", "max")), Item(11, 10), Item(12, 10));
        Expect(new Settlement.TakeLeft(), "a max; first-write-wins", Policy("first-write-wins", ("a", "max")), Item(12, 1), Item(11, 2));
        Expect(new Settlement.TakeRight(), "a max; last-write-wins", Policy("last-write-wins", ("a", "max")), Item(11, 1), Item(12, 2));
    }

    [Fact]
    public void Settle_RuledColumnChangedOnOneSide_StaysThatSides()
    {
        Expect(new Settlement.Merge(Item(3, 2)), "last-write-wins", Policy("last-write-wins", ("a", "max")), Item(3, 1), Item(10, 2));
        Expect(new Settlement.Merge(Item(3, 1)), "first-write-wins", Policy("first-write-wins", ("a", "max")), Item(10, 1), Item(3, 2));
    }

    [Fact]
    public void Settle_RuledColumnSameOnBothSides_LeavesTheRestToTheRow() =>
        Expect(new Settlement.TakeRight(), "last-write-wins", Policy("last-write-wins", ("a", "max")), Item(11, 1), Item(11, 2));

    [Fact]
    public void Settle_SameIncrementsBesideAnOverlap_BothCount() =>
        Expect(new Settlement.Merge(Item(12, 2)), "a add-deltas; last-write-wins", Policy("last-write-wins", ("a", "add-deltas")), Item(11, 1), Item(11, 2));

    [Fact]
    public void Settle_ColumnPolicyHasNoAnswer_AsksInItsName()
    {
        Expect(new Settlement.Ask(), "manual", Policy("last-write-wins", ("a", "manual")), Item(11, 10), Item(12, 10));
        Expect(new Settlement.Ask(), "add-deltas", Policy("last-write-wins", ("a", "add-deltas")), Item(long.MaxValue, 10), Item(12, 10));
    }

    [Fact]
    public void Settle_RestAsks_ChangesNothing() =>
        Expect(new Settlement.Ask(), "a max; manual", Policy("manual", ("a", "max")), Item(11, 1), Item(12, 2));

    [Fact]
    public void Settle_CreatedTwice_SameColumnNeedsNoPolicy()
    {
        Expect(new Settlement.TakeRight(), "last-write-wins", Policy("last-write-wins", ("a", "add-deltas")), Item(11, 1), Item(11, 2), created: true);
        Expect(new Settlement.Merge(Item(12, 2)), "a max; last-write-wins", Policy("last-write-wins", ("a", "max")), Item(12, 1), Item(11, 2), created: true);
    }

    [Fact]
    public void Settle_KeepBoth_IsForTheWholeRow() => Expect(
        new Settlement.KeepBoth(), "keep-both", Policy("manual", ("a", "max")) with { Kinds = new Dictionary<ConflictKind, string> { [ConflictKind.CreateCreate] = "keep-both" } },
        Item(11, 1), Item(12, 2), created: true);

    [Fact]
    public void Settle_DeletedOnOneSide_IsForTheWholeRow()
    {
        Expect(new Settlement.TakeRight(), "last-write-wins", Policy("last-write-wins", ("a", "max")), null, Item(12, 10));
        Expect(new Settlement.TakeRight(), "last-write-wins", Policy("last-write-wins", ("a", "max")), Item(12, 10), null);
    }

    [Fact]
    public void Settle_CreatedTwice_ColumnThatOneSideLacks_IsLeftToTheRow()
    {
        var right = RowImage.Of(("id", CellValue.FromInteger(1)), ("b", CellValue.FromInteger(2)));
        Expect(new Settlement.TakeRight(), "last-write-wins", Policy("last-write-wins", ("a", "max")), Item(11, 1), right, created: true);
        Expect(new Settlement.TakeLeft(), "first-write-wins", Policy("first-write-wins", ("a", "max")), right, Item(11, 1), created: true);
    }

    [Fact]
    public void Overlap_IsWhatBothChangedToDifferentValues()
    {
        var one = Case(Item(11, 10), Item(12, 10));
        Assert.Equal(["a"], one.LeftChanges);
        Assert.Equal(["a"], one.RightChanges);
        Assert.Equal(["a"], one.Overlap);
        var same = Case(Item(11, 5), Item(11, 10));
        Assert.Equal(["a", "b"], same.LeftChanges);
        Assert.Empty(same.Overlap);
        var gone = Case(null, Item(12, 10));
        Assert.Empty(gone.LeftChanges);
        Assert.Equal(["a"], gone.RightChanges);
        Assert.Empty(gone.Overlap);
    }

    private static void Expect(Settlement settlement, string name, TablePolicy policy, RowImage? left, RowImage? right, bool created = false) =>
        Assert.Equal((settlement, name), ConflictJudge.Settle(policy, Case(left, right, created, policy)));

    private static TablePolicy Policy(string name, params (string Column, string Policy)[] columns) =>
        new(name, new Dictionary<ConflictKind, string>(), columns.ToDictionary(c => c.Column, c => c.Policy));

    private static ConflictCase Case(RowImage? left, RowImage? right, bool created = false, TablePolicy? policy = null)
    {
        var seen = created ? null : Seen;
        return new ConflictCase(
            SimulatedSchema.Items, ConflictClassifier.Classify(seen, left, right, policy?.Counters), seen,
            new ConflictSide("left", left, DateTimeOffset.UnixEpoch, 0), new ConflictSide("right", right, DateTimeOffset.UnixEpoch.AddSeconds(1), 0));
    }

    private static RowImage Item(long a, long b) => SimulatedSchema.Item(1, a, b);
}
