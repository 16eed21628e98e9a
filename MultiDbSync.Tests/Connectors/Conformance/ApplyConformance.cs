using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using static MultiDbSync.Tests.Connectors.Conformance.ConformanceSchema;

namespace MultiDbSync.Tests.Connectors.Conformance;

/// <summary>What the hub sends takes effect once, never over a change that it has not judged, and is written down.</summary>
public abstract class ApplyConformance<TFixture> : ConformanceSuite<TFixture>
    where TFixture : IConformanceFixture, new()
{
    [Fact]
    public async Task Apply_CreateUpdateDelete_RowsAndPosition()
    {
        var result = await ApplyAsync(2, true, Put(Authors, 1, Author(1, "Ada")), Put(Authors, 2, Author(2, "Bob")));
        Assert.Equal((ApplyStatus.Applied, 2), (result.Status, result.Rows.Count(r => r.Written && r.Deferred is null)));
        await ApplyAsync(4, true, Put(Authors, 3, Author(1, "Ada L.")), Delete(Authors, 4, 2));
        Assert.Equal(Author(1, "Ada L."), await FindAsync(Authors, 1));
        Assert.Null(await FindAsync(Authors, 2));
        Assert.Equal(4, (await StateAsync()).Applied);
    }

    [Fact]
    public async Task Apply_OwnWrites_NotCapturedButMarked()
    {
        await ApplyAsync(3, true, Put(Authors, 3, Author(1, "Ada")));
        var entry = Assert.Single((await ReadAsync()).Entries);
        Assert.Equal((EntryKind.Applied, 3L, Set), (entry.Kind, entry.Position, entry.SyncSet));
    }

    [Fact]
    public async Task Apply_ThenApplicationWrites_MarkerNumberedBetween()
    {
        Commit(t => t.Insert("authors", Author(9, "before")));
        await ApplyAsync(3, true, Put(Authors, 3, Author(1, "Ada")));
        Commit(t => t.Update("authors", Key(1), Author(1, "after")));
        Assert.Equal([EntryKind.Change, EntryKind.Applied, EntryKind.Change], (await ReadAsync()).Entries.Select(e => e.Kind));
    }

    [Fact]
    public async Task Apply_RowAlreadyEqual_NotWrittenNotDeferred()
    {
        await ApplyAsync(1, true, Put(Authors, 1, Author(1, "Ada")));
        var result = await ApplyAsync(2, true, Put(Authors, 2, Author(1, "Ada")));
        Assert.Equal((false, null), (result.Rows.Single().Written, result.Rows.Single().Deferred));
    }

    [Fact]
    public async Task Apply_RowWithLocalChange_LeftAloneAndRemembered()
    {
        Commit(t => t.Insert("authors", Author(1, "local")));
        var result = await ApplyAsync(5, true, Put(Authors, 5, Author(1, "remote")), Put(Authors, 5, Author(2, "other")));
        Assert.Equal(DeferReason.LocalChange, result.Rows.Single(r => r.Key.Equals(Key(1))).Deferred);
        Assert.Equal(Author(1, "local"), await FindAsync(Authors, 1));
        Assert.Equal(Author(2, "other"), await FindAsync(Authors, 2));
        var state = await StateAsync();
        Assert.Equal((5, new DeferredRow("authors", Key(1), 5, DeferReason.LocalChange)), (state.Applied, state.Deferred.Single()));
        Assert.Equal([EntryKind.Change, EntryKind.Deferred, EntryKind.Applied], (await ReadAsync()).Entries.Select(e => e.Kind));
    }

    [Fact]
    public async Task Apply_DeferredRowOnceFree_ReleasedWithoutAppliedMarker()
    {
        Commit(t => t.Insert("authors", Author(1, "local")));
        await ApplyAsync(5, true, Put(Authors, 5, Author(1, "remote")));
        await TakeAsync();
        var result = await ApplyAsync(5, true, Put(Authors, 5, Author(1, "remote")));
        Assert.Equal(ApplyStatus.Applied, result.Status);
        Assert.Equal(Author(1, "remote"), await FindAsync(Authors, 1));
        Assert.Empty((await StateAsync()).Deferred);
        var marker = Assert.Single((await ReadAsync()).Entries);
        Assert.Equal((EntryKind.Released, "authors", Key(1)), (marker.Kind, marker.Table, marker.Key));
    }

    [Fact]
    public async Task Apply_RowDeferredAgain_KeepsItsPosition()
    {
        await ApplyAsync(5, true, Put(Authors, 5, Author(1, "a")) with { Leave = DeferReason.Parked });
        await ApplyAsync(9, true, Put(Authors, 9, Author(1, "b")) with { Leave = DeferReason.Parked });
        Assert.Equal(5, (await StateAsync()).Deferred.Single().Position);
        Assert.Single((await ReadAsync()).Entries, e => e.Kind == EntryKind.Deferred);
    }

    [Fact]
    public async Task Apply_RowToLeave_NotTouched()
    {
        await ApplyAsync(1, true, Put(Authors, 1, Author(1, "Ada")));
        var result = await ApplyAsync(2, true, Put(Authors, 2, Author(1, "x")) with { Leave = DeferReason.Parked });
        Assert.Equal(DeferReason.Parked, result.Rows.Single().Deferred);
        Assert.Equal(Author(1, "Ada"), await FindAsync(Authors, 1));
    }

    [Fact]
    public async Task Apply_RowNotAsExpected_DivergenceWithWhatWasFound()
    {
        await ApplyAsync(1, true, Put(Authors, 1, Author(1, "Ada")));
        var result = await ApplyAsync(2, true, Put(Authors, 2, Author(1, "new")) with { Expected = [Author(1, "old"), null] });
        Assert.Equal((DeferReason.Divergence, Author(1, "Ada")), (result.Rows.Single().Deferred!.Value, result.Rows.Single().Found));
        Assert.Equal(Author(1, "Ada"), await FindAsync(Authors, 1));
    }

    [Fact]
    public async Task Apply_RowAsExpected_Written()
    {
        await ApplyAsync(1, true, Put(Authors, 1, Author(1, "Ada")) with { Expected = [null] });
        await ApplyAsync(2, true, Put(Authors, 2, Author(1, "new")) with { Expected = [Author(1, "x"), Author(1, "Ada")] });
        Assert.Equal(Author(1, "new"), await FindAsync(Authors, 1));
    }

    [Fact]
    public async Task Apply_RowMissingThatWasExpected_Divergence()
    {
        var result = await ApplyAsync(2, true, Put(Authors, 2, Author(1, "new")) with { Expected = [Author(1, "old")] });
        Assert.Equal((DeferReason.Divergence, null), (result.Rows.Single().Deferred!.Value, result.Rows.Single().Found));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public async Task Apply_NodeMovedOn_StaleAndNothingWritten(long applied, long captured)
    {
        var batch = new ApplyBatch(Set, Hub, 1, applied, captured, 5, [Put(Authors, 5, Author(1, "Ada"))], true);
        Assert.Equal(ApplyStatus.Stale, (await Node.Applier.ApplyAsync(batch, Cancel)).Status);
        Assert.Null(await FindAsync(Authors, 1));
        Assert.Empty((await ReadAsync()).Entries);
    }

    [Fact]
    public async Task Apply_CapturedBetweenPlanAndApply_Stale()
    {
        Commit(t => t.Insert("authors", Author(1, "local")));
        var planned = await StateAsync();
        await TakeAsync();
        var batch = new ApplyBatch(Set, Hub, 1, planned.Applied, planned.Captured, 5, [Put(Authors, 5, Author(1, "remote"))], true);
        Assert.Equal(ApplyStatus.Stale, (await Node.Applier.ApplyAsync(batch, Cancel)).Status);
        Assert.Equal(Author(1, "local"), await FindAsync(Authors, 1));
    }

    [Theory]
    [InlineData("hub-2", 1)]
    [InlineData(Hub, 2)]
    public async Task Apply_OtherHub_Refused(string hub, long incarnation)
    {
        var batch = new ApplyBatch(Set, hub, incarnation, 0, 0, 5, [Put(Authors, 5, Author(1, "Ada"))], true);
        Assert.Equal(ApplyStatus.WrongHub, (await Node.Applier.ApplyAsync(batch, Cancel)).Status);
        Assert.Null(await FindAsync(Authors, 1));
    }

    [Fact]
    public async Task Apply_EmptyBatch_MovesThePosition()
    {
        await ApplyAsync(8, true);
        Assert.Equal(8, (await StateAsync()).Applied);
        Assert.Equal(8, Assert.Single((await ReadAsync()).Entries).Position);
    }

    [Theory]
    [MemberData(nameof(EdgeValues.All), MemberType = typeof(EdgeValues))]
    public async Task Apply_EdgeValue_ExactInRow(string name)
    {
        var row = Fixture.Edge(1, EdgeValues.Of(name));
        var outcome = (await ApplyAsync(1, true, Put(Table("edges"), 1, row))).Rows.Single();
        if (Fixture.CannotHold.Contains(name))
        {
            Assert.Equal((DeferReason.Rejected, false), (outcome.Deferred!.Value, outcome.Written));
            Assert.Contains(row.Columns.Single(c => c != "id" && !row[c].IsNull), outcome.Error, StringComparison.Ordinal);
            Assert.Null(await FindAsync(Table("edges"), 1));
            return;
        }

        Assert.Null(outcome.Deferred);
        Assert.Equal(row, await FindAsync(Table("edges"), 1));
    }

    [Fact]
    public async Task Apply_UnknownSet_Throws() =>
        await Assert.ThrowsAsync<ConnectorException>(() => Node.Applier.ApplyAsync(new ApplyBatch("nowhere", Hub, 1, 0, 0, 1, [], true), Cancel));
}
