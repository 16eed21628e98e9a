using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.Conflicts.Policies;

/// <summary>Names of policies, and the order of two sides that each stands for.</summary>
public sealed class PolicySpecTests
{
    private static readonly string[] Sides = ["last-write-wins", "first-write-wins", "node-priority"];

    [Fact]
    public void Known_ListsEveryPolicyByItsUse()
    {
        string[] rows = ["manual", .. Sides, "merge-columns", .. Sides.Select(s => $"merge-columns,{s}")];
        Assert.Equal(rows, PolicySpec.Known);
        Assert.Equal([.. rows, "keep-both"], PolicySpec.KnownForKinds);
        Assert.Equal(["manual", .. Sides, "max", "min", "add-deltas"], PolicySpec.KnownForColumns);
        Assert.Equal(["manual", .. Sides], PolicySpec.KnownForConstraints);
    }

    [Fact]
    public void Parse_EveryKnownName_IsThatPolicy()
    {
        Assert.All(PolicySpec.KnownForKinds, name => Assert.Equal(name, PolicySpec.Parse(name).Name));
        Assert.All(PolicySpec.KnownForColumns, name => Assert.Equal(name, PolicySpec.ParseColumn(name).Name));
    }

    [Theory]
    [InlineData(" merge-columns , last-write-wins ", "merge-columns,last-write-wins")]
    [InlineData("merge-columns,", "merge-columns")]
    [InlineData("merge-columns,manual", "merge-columns")]
    public void Parse_OtherSpellings_AreTheSamePolicy(string text, string name) => Assert.Equal(name, PolicySpec.Parse(text).Name);

    [Fact]
    public void Parse_Unknown_RepeatsItAndListsTheOthers()
    {
        Assert.Equal($"'newest' is no conflict policy. Use one of: {string.Join("; ", PolicySpec.Known)}.", Assert.Throws<FormatException>(() => PolicySpec.Parse("newest")).Message);
        Assert.Equal(
            "'largest' is no policy for a column. Use one of: manual; last-write-wins; first-write-wins; node-priority; max; min; add-deltas.",
            Assert.Throws<FormatException>(() => PolicySpec.ParseColumn("largest")).Message);
    }

    [Fact]
    public void ParseColumn_BlanksAround_AreNotPartOfTheName() => Assert.Equal("max", PolicySpec.ParseColumn(" max ").Name);

    [Theory]
    // The first to decide is the time, then the priority, then the name.
    [InlineData("last-write-wins", 2, 1, 0, 9, "b")]
    [InlineData("last-write-wins", 1, 2, 9, 0, "a")]
    [InlineData("last-write-wins", 1, 1, 9, 0, "b")]
    [InlineData("last-write-wins", 1, 1, 0, 9, "a")]
    [InlineData("last-write-wins", 1, 1, 0, 0, "b")]
    [InlineData("first-write-wins", 2, 1, 9, 0, "a")]
    [InlineData("first-write-wins", 1, 2, 0, 9, "b")]
    [InlineData("first-write-wins", 1, 1, 9, 0, "b")]
    [InlineData("first-write-wins", 1, 1, 0, 9, "a")]
    [InlineData("first-write-wins", 1, 1, 0, 0, "b")]
    [InlineData("node-priority", 1, 2, 9, 0, "b")]
    [InlineData("node-priority", 2, 1, 0, 9, "a")]
    [InlineData("node-priority", 2, 1, 0, 0, "b")]
    [InlineData("node-priority", 1, 2, 0, 0, "a")]
    [InlineData("node-priority", 1, 1, 0, 0, "b")]
    public void Winner_IsTheSameWhicheverSideWasAcceptedFirst(string policy, int atB, int atA, int priorityB, int priorityA, string winner)
    {
        var a = new ConflictSide("a", SimulatedSchema.Item(1, 2, 1), At(atA), priorityA);
        var b = new ConflictSide("b", SimulatedSchema.Item(1, 3, 1), At(atB), priorityB);
        Assert.Equal(winner, PolicySpec.Parse(policy).Settle(Case(a, b)) is Settlement.TakeLeft ? "a" : "b");
        Assert.Equal(winner, PolicySpec.Parse(policy).Settle(Case(b, a)) is Settlement.TakeLeft ? "b" : "a");
        var value = (winner == "a" ? a : b).Image!["a"];
        Assert.Equal(value, PolicySpec.ParseColumn(policy).Settle("a", Case(a, b)));
        Assert.Equal(value, PolicySpec.ParseColumn(policy).Settle("a", Case(b, a)));
    }

    [Theory]
    [InlineData("max")]
    [InlineData("min")]
    [InlineData("add-deltas")]
    public void NumberPolicies_OfTexts_HaveNoAnswer(string policy)
    {
        var (seen, left, right) = (Text("x"), Text("y"), Text("z"));
        Assert.Null(PolicySpec.ParseColumn(policy).Settle("a", new ConflictCase(
            SimulatedSchema.Items, ConflictKind.UpdateUpdate, seen, new ConflictSide("a", left, At(0), 0), new ConflictSide("b", right, At(0), 0))));

        static RowImage Text(string value) => RowImage.Of(("id", CellValue.FromInteger(1)), ("a", CellValue.FromText(value)));
    }

    [Fact]
    public void AddDeltas_ColumnThatTheBaseOrTheTableLacks_HasNoAnswer()
    {
        var row = RowImage.Of(("id", CellValue.FromInteger(1)), ("a", CellValue.FromInteger(1)), ("z", CellValue.FromInteger(1)));
        var seen = RowImage.Of(("id", CellValue.FromInteger(1)), ("z", CellValue.FromInteger(1)));
        var conflict = new ConflictCase(SimulatedSchema.Items, ConflictKind.UpdateUpdate, seen, new ConflictSide("a", row, At(0), 0), new ConflictSide("b", row, At(0), 0));
        Assert.Null(PolicySpec.ParseColumn("add-deltas").Settle("a", conflict));
        Assert.Null(PolicySpec.ParseColumn("add-deltas").Settle("z", conflict));
    }

    private static ConflictCase Case(ConflictSide left, ConflictSide right) => new(SimulatedSchema.Items, ConflictKind.UpdateUpdate, SimulatedSchema.Item(1, 1, 1), left, right);

    private static DateTimeOffset At(int seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);
}
