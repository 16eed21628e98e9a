using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.HubLog;

/// <summary>Unique and foreign keys among rows that their writers did not know of.</summary>
public sealed class ConstraintCheckTests
{
    private static readonly RowImage One = SimulatedSchema.Item(1, 1, 1);
    private static readonly RowImage Two = SimulatedSchema.Item(1, 2, 1);

    [Fact]
    public async Task UniqueKey_HeldByAnUnseenRow_IsRecordedWithThatRow()
    {
        await using var bench = await HubLogBench.CreateAsync();
        var holder = SimulatedSchema.Label(1, null, 7);
        await bench.CommitAsync("left", bench.Label("left", null, holder));
        var change = SimulatedSchema.Label(2, null, 7);
        await bench.CommitAsync("right", bench.Label("right", null, change));
        var conflict = await bench.OnlyConflictAsync();
        ExpectRow(conflict, ConflictKind.UniqueKey, "labels", "[2]", before: null, change);
        var related = Assert.Single(RelatedRowImage.FromJson(conflict.Related));
        Assert.Equal(new RelatedRowImage("labels", "[1]", "left", holder.ToJson(), null) { Form = "[1]" }, related);
    }

    [Fact]
    public async Task UniqueKey_HeldByARowThatMovedToIt_KeepsWhatItWas()
    {
        await using var bench = await HubLogBench.CreateAsync();
        var (was, holder) = (SimulatedSchema.Label(1, null, 6), SimulatedSchema.Label(1, null, 7));
        await bench.CommitAsync("left", bench.Label("left", was, holder));
        var (before, after) = (SimulatedSchema.Label(2, null, 5), SimulatedSchema.Label(2, null, 7));
        await bench.CommitAsync("right", bench.Label("right", before, after));
        var conflict = await bench.OnlyConflictAsync();
        ExpectRow(conflict, ConflictKind.UniqueKey, "labels", "[2]", before, after);
        Assert.Equal(was.ToJson(), Assert.Single(RelatedRowImage.FromJson(conflict.Related)).Before);
    }

    [Fact]
    public async Task UniqueKey_HeldByARowThatItsWriterHadReceived_ItsOwnDatabaseHasJudged()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(1, null, 7)));
        var position = bench.Plan("right", 0)!.Batch.UpTo;
        Assert.Equal(1, (await bench.CommitAsync("right", bench.Applied("right", position), bench.Label("right", null, SimulatedSchema.Label(2, null, 7)))).Accepted);
    }

    [Fact]
    public async Task UniqueKey_HeldByARowOfItsOwn_ItsOwnDatabaseHasJudged()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("right", bench.Label("right", null, SimulatedSchema.Label(1, null, 7)));
        Assert.Equal(1, (await bench.CommitAsync("right", bench.Label("right", null, SimulatedSchema.Label(2, null, 7)))).Accepted);
    }

    [Fact]
    public async Task UniqueKey_HeldByTheRowItself_OrByNobodyAnyMore_IsFree()
    {
        await using var bench = await HubLogBench.CreateAsync();
        var (one, two) = (SimulatedSchema.Label(1, null, 7), SimulatedSchema.Label(2, null, 8));
        await bench.CommitAsync("left", bench.Label("left", null, one), bench.Label("left", null, two), bench.Label("left", two, null));
        Assert.Equal(1, (await bench.CommitAsync("right", bench.Label("right", one, SimulatedSchema.Label(1, 5, 7)))).Accepted);
        Assert.Equal(1, (await bench.CommitAsync("right", bench.Label("right", null, SimulatedSchema.Label(3, null, 8)))).Accepted);
    }

    [Fact]
    public async Task UniqueKey_Null_IsNoValue()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Label("left", null, Label(1)));
        Assert.Equal(1, (await bench.CommitAsync("right", bench.Label("right", null, Label(2)))).Accepted);

        static RowImage Label(long id) => RowImage.Of(("id", CellValue.FromInteger(id)), ("item", CellValue.Null), ("code", CellValue.Null));
    }

    [Fact]
    public async Task UniqueKey_SecondOfTwo_IsCheckedToo()
    {
        var table = SimulatedSchema.Items with { UniqueKeys = [new UniqueKey("items_a", ["a"]), new UniqueKey("items_b", ["b"])] };
        await using var bench = await HubLogBench.CreateAsync("manual", table);
        await bench.CommitAsync("left", bench.Item("left", null, SimulatedSchema.Item(1, 1, 7)));
        await bench.CommitAsync("right", bench.Item("right", null, SimulatedSchema.Item(2, 2, 7)));
        Assert.Equal(ConflictKind.UniqueKey, (await bench.OnlyConflictAsync()).Kind);
    }

    [Fact]
    public async Task UniqueKey_MergedRowHoldsWhatNeitherSideHeld_AsksThoughAllHadSeenTheHolder()
    {
        var table = SimulatedSchema.Items with { UniqueKeys = [new UniqueKey("items_pair", ["a", "b"])] };
        await using var bench = await HubLogBench.CreateAsync("merge-columns", table);
        var holder = SimulatedSchema.Item(9, 2, 2);
        await bench.CommitAsync("right", bench.Item("right", null, holder));
        await bench.CommitAsync("left", bench.Applied("left", bench.Plan("left", 0)!.Batch.UpTo), bench.Item("left", One, Two));
        var result = await bench.CommitAsync("right", bench.Item("right", One, SimulatedSchema.Item(1, 1, 2)));
        Assert.Equal(0, result.Settled);
        var conflict = await bench.OnlyConflictAsync();
        Assert.Equal((ConflictKind.UniqueKey, ConflictStatus.Open), (conflict.Kind, conflict.Status));
        Assert.Equal(("[9]", holder.ToJson()), Assert.Single(RelatedRowImage.FromJson(conflict.Related)) is var other ? (other.Key, other.Image) : default);
        Assert.Equal((Two.ToJson(), SimulatedSchema.Item(1, 1, 2).ToJson()), (conflict.LeftImage, conflict.RightImage));
    }

    [Fact]
    public async Task ForeignKey_ParentDeletedUnseen_IsRecordedWithWhatItWas()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", One, null));
        var change = SimulatedSchema.Label(5, 1, 7);
        await bench.CommitAsync("right", bench.Label("right", null, change));
        var conflict = await bench.OnlyConflictAsync();
        ExpectRow(conflict, ConflictKind.ForeignKey, "labels", "[5]", before: null, change);
        Assert.Equal(new RelatedRowImage("items", "[1]", "left", null, One.ToJson()) { Form = "[1]" }, Assert.Single(RelatedRowImage.FromJson(conflict.Related)));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(2L, false)]
    [InlineData(1L, true)]
    public async Task ForeignKey_NoParentOrOneThatStandsOrWasSeenGone_IsFine(long? parent, bool seen)
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", One, null), bench.Item("left", null, SimulatedSchema.Item(2, 1, 1)));
        var marker = bench.Applied("right", seen ? bench.Plan("right", 0)!.Batch.UpTo : 0);
        Assert.Equal(1, (await bench.CommitAsync("right", marker, bench.Label("right", null, SimulatedSchema.Label(5, parent, 7)))).Accepted);
    }

    [Fact]
    public async Task ForeignKey_ToOtherColumnsThanTheKey_IsLeftToTheTargets()
    {
        var labels = SimulatedSchema.Labels with { ForeignKeys = [new ForeignKey("labels_item", ["item"], "items", ["a"], Cascades: false)] };
        await using var bench = await HubLogBench.CreateAsync("manual", SimulatedSchema.Items, labels);
        await bench.CommitAsync("left", bench.Item("left", One, null));
        Assert.Equal(1, (await bench.CommitAsync("right", bench.Label("right", null, SimulatedSchema.Label(5, 1, 7)))).Accepted);
    }

    [Fact]
    public async Task ForeignKey_ToATableOutsideTheSet_IsLeftToTheTargets()
    {
        await using var bench = await HubLogBench.CreateAsync("manual", SimulatedSchema.Labels);
        Assert.Equal(1, (await bench.CommitAsync("right", bench.Label("right", null, SimulatedSchema.Label(5, 1, 7)))).Accepted);
    }

    [Fact]
    public async Task ForeignKey_DeletionUnderUnseenChildren_NamesThemAll()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(5, 1, 7)), bench.Label("left", null, SimulatedSchema.Label(6, 1, 8)));
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(7, 2, 9)));
        await bench.CommitAsync("right", bench.Item("right", One, null));
        var conflict = await bench.OnlyConflictAsync();
        ExpectRow(conflict, ConflictKind.ForeignKey, "items", "[1]", One, after: null);
        Assert.Equal(["[5]", "[6]"], RelatedRowImage.FromJson(conflict.Related).Select(r => r.Key));
    }

    [Fact]
    public async Task ForeignKey_DeletionUnderSeenChildren_NamesTheUnseenOnly()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(5, 1, 7)));
        var position = bench.Plan("right", 0)!.Batch.UpTo;
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(6, 1, 8)));
        await bench.CommitAsync("right", bench.Applied("right", position), bench.Item("right", One, null));
        Assert.Equal("[6]", Assert.Single(RelatedRowImage.FromJson((await bench.OnlyConflictAsync()).Related)).Key);
    }

    [Fact]
    public async Task ForeignKey_DeletionUnderSeenChildren_IsFine()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(5, 1, 7)));
        Assert.Equal(1, (await bench.CommitAsync("right", bench.Applied("right", bench.Plan("right", 0)!.Batch.UpTo), bench.Item("right", One, null))).Accepted);
    }

    // The row's own side first: what the record says of the two writers, their times, and how far the second one had received.
    private static void ExpectRow(ConflictEntity conflict, ConflictKind kind, string table, string key, RowImage? before, RowImage? after)
    {
        Assert.Equal((kind, ConflictStatus.Open, table, key, key), (conflict.Kind, conflict.Status, conflict.TableName, conflict.RowKey, conflict.KeyForm));
        Assert.Equal((before?.ToJson(), before?.ToJson(), after?.ToJson()), (conflict.BaseImage, conflict.LeftImage, conflict.RightImage));
        Assert.Equal(("left", "right", 0L), (conflict.LeftOrigin, conflict.RightOrigin, conflict.RightSeen));
        Assert.Equal((DateTimeOffset.UnixEpoch.AddSeconds(1), DateTimeOffset.UnixEpoch.AddSeconds(1)), (conflict.LeftAt, conflict.RightAt));
        Assert.Equal(1, conflict.LeftPosition);
    }
}
