using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Routing.Filters;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.Conflicts;

public sealed class ConflictDetectorTests
{
    private static readonly Origin Self = new("self", 1);
    private static readonly Origin Other = new("other", 1);
    private static readonly RowImage One = SimulatedSchema.Item(1, 1, 1);
    private static readonly RowImage Two = SimulatedSchema.Item(1, 2, 2);
    private static readonly RowImage Three = SimulatedSchema.Item(1, 3, 3);

    [Fact]
    public void Judge_NoHead_Accepts() => Assert.Equal(Verdict.Accept, ConflictDetector.Judge(null, Self, One, Two, seen: 0, TableView.Whole, []));

    [Fact]
    public void Judge_HeadOfAnotherUnseen_IsAConflict() => Assert.Equal(Verdict.Conflict, Judge(Head(10, Two, Other), One, Three, seen: 9));

    [Fact]
    public void Judge_HeadSeen_Accepts() => Assert.Equal(Verdict.Accept, Judge(Head(10, One, Other), One, Three, seen: 10));

    [Fact]
    public void Judge_BeforeIsWhatTheHeadHolds_Accepts() => Assert.Equal(Verdict.Accept, Judge(Head(10, One, Other), One, Three, seen: 0));

    [Fact]
    public void Judge_AfterIsWhatTheHeadHolds_IsAnEqualResult() => Assert.Equal(Verdict.EqualResult, Judge(Head(10, Two, Other), One, Two, seen: 0));

    [Fact]
    public void Judge_BothDeleted_IsAnEqualResult() => Assert.Equal(Verdict.EqualResult, Judge(Head(10, null, Other), One, null, seen: 0));

    [Fact]
    public void Judge_OwnHead_AcceptsWhateverWasSeen() => Assert.Equal(Verdict.Accept, Judge(Head(10, One, Self), One, Three, seen: 0));

    [Fact]
    public void Judge_OwnHeadOfAnEarlierEpoch_IsAnother() => Assert.Equal(Verdict.Conflict, Judge(Head(10, Two, Self with { Epoch = 0 }), One, Three, seen: 0));

    [Fact]
    public void Judge_EqualIncrementsOfACounter_AreAConflict() => Assert.Equal(Verdict.Conflict, Judge(Head(10, Two, Other), One, Two, seen: 0, counters: ["a"]));

    [Fact]
    public void Judge_EqualResultBesideACounter_StaysEqual() =>
        Assert.Equal(Verdict.EqualResult, Judge(Head(10, SimulatedSchema.Item(1, 1, 2), Other), One, SimulatedSchema.Item(1, 1, 2), seen: 0, counters: ["a"]));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Judge_NoConflictButBeforeIsNotTheHead_IsDivergence(bool own) =>
        Assert.Equal(Verdict.Divergence, Judge(Head(10, Two, own ? Self : Other), One, Three, seen: 10));

    [Fact]
    public void Judge_SeenHeadHoldsTheOutcomeAlready_IsAnEqualResult() => Assert.Equal(Verdict.EqualResult, Judge(Head(10, Two, Other), One, Two, seen: 10));

    [Fact]
    public void Judge_CountersInRowsThatWereCreatedOrDeletedTwice_HaveNoIncrements()
    {
        Assert.Equal(Verdict.EqualResult, Judge(Head(10, Two, Other), null, Two, seen: 0, counters: ["a"]));
        Assert.Equal(Verdict.EqualResult, Judge(Head(10, null, Other), One, null, seen: 0, counters: ["a"]));
    }

    [Fact]
    public void Judge_CreateOfARowThatItsWriterCouldNotSee_IsAConflictThoughItsPositionWasReceived()
    {
        var view = new TableView(SimulatedSchema.Items, null, RowFilter.Parse("a = 1", SimulatedSchema.Items), mixed: false);
        Assert.Equal(Verdict.Conflict, ConflictDetector.Judge(Head(10, Two, Other), Self, null, One, seen: 10, view, []));
        Assert.Equal(Verdict.Divergence, ConflictDetector.Judge(Head(10, Two, Other), Self, Three, One, seen: 10, view, []));
        Assert.Equal(Verdict.Divergence, ConflictDetector.Judge(Head(10, One, Other), Self, null, SimulatedSchema.Item(1, 1, 5), seen: 10, view, []));
    }

    private static Verdict Judge(RowHead head, RowImage? before, RowImage? after, long seen, string[]? counters = null) => ConflictDetector.Judge(head, Self, before, after, seen, TableView.Whole, counters ?? []);

    private static RowHead Head(long position, RowImage? after, Origin origin) => new(position, SimulatedSchema.Key(1), null, after, origin, DateTimeOffset.UnixEpoch);
}
