using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using static MultiDbSync.Tests.Connectors.Conformance.ConformanceSchema;

namespace MultiDbSync.Tests.Connectors.Conformance;

/// <summary>One bad row holds up one row, and no constraint of the application is ever bent.</summary>
public abstract class ConstraintConformance<TFixture> : ConformanceSuite<TFixture>
    where TFixture : IConformanceFixture, new()
{
    [Fact]
    public async Task ForeignKey_ChildWithoutParent_HeldOthersWritten()
    {
        var result = await ApplyAsync(2, true, Put(Books, 1, Book(10, 1, "Notes")), Put(Books, 2, Book(11, null, "Free")));
        Assert.Equal(DeferReason.ForeignKey, result.Rows.Single(r => r.Key.Equals(Key(10))).Deferred);
        Assert.Null(await FindAsync(Books, 10));
        Assert.NotNull(await FindAsync(Books, 11));
    }

    [Fact]
    public async Task FindBy_UniqueValue_ItsHolderOrNothing()
    {
        await ApplyAsync(2, true, Put(Authors, 1, Author(1, "Ada")), Put(Authors, 2, Author(2, "Grace")));
        Assert.Equal(Author(2, "Grace"), await Fixture.Node.Rows.FindByAsync(Authors, RowImage.Of(("name", CellValue.FromText("Grace"))), Cancel));
        Assert.Null(await Fixture.Node.Rows.FindByAsync(Authors, RowImage.Of(("name", CellValue.FromText("Niklaus"))), Cancel));
    }

    [Fact]
    public async Task ForeignKey_ParentComes_ChildReleased()
    {
        await ApplyAsync(1, true, Put(Books, 1, Book(10, 1, "Notes")));
        await ApplyAsync(2, true, Put(Authors, 2, Author(1, "Ada")));
        await ApplyAsync(2, true, Put(Books, 1, Book(10, 1, "Notes")));
        Assert.NotNull(await FindAsync(Books, 10));
        Assert.Empty((await StateAsync()).Deferred);
    }

    [Fact]
    public async Task ForeignKey_ChildBeforeParentInBatch_BothWritten()
    {
        var result = await ApplyAsync(2, false, Put(Books, 1, Book(10, 1, "Notes")), Put(Authors, 2, Author(1, "Ada")));
        Assert.All(result.Rows, r => Assert.True(r.Written && r.Deferred is null));
    }

    [Fact]
    public async Task ForeignKey_ParentDeletedWhileChildrenRemain_ParentHeld()
    {
        await ApplyAsync(2, true, Put(Authors, 1, Author(1, "Ada")), Put(Books, 2, Book(10, 1, "Notes")));
        var result = await ApplyAsync(3, true, Delete(Authors, 3, 1));
        Assert.Equal(DeferReason.ForeignKey, result.Rows.Single().Deferred);
        Assert.NotNull(await FindAsync(Authors, 1));
    }

    [Fact]
    public async Task ForeignKey_ParentDeletedWithItsChildren_BothGone()
    {
        await ApplyAsync(2, true, Put(Authors, 1, Author(1, "Ada")), Put(Books, 2, Book(10, 1, "Notes")));
        await ApplyAsync(4, true, Delete(Authors, 3, 1), Delete(Books, 4, 10));
        Assert.Null(await FindAsync(Authors, 1));
        Assert.Null(await FindAsync(Books, 10));
    }

    [Fact]
    public async Task ForeignKey_ParentLeftAlone_ItsNewChildHeldToo()
    {
        var result = await ApplyAsync(2, true, Put(Authors, 1, Author(1, "Ada")) with { Leave = DeferReason.Parked }, Put(Books, 2, Book(10, 1, "Notes")));
        Assert.Equal([DeferReason.Parked, DeferReason.ForeignKey], result.Rows.Select(r => r.Deferred!.Value));
        Assert.Equal(2, (await StateAsync()).Deferred.Count);
    }

    [Fact]
    public async Task Unique_CoalescedClash_NothingWritten()
    {
        await ApplyAsync(1, true, Put(Authors, 1, Author(1, "Ada")));
        var result = await ApplyAsync(3, true, Put(Authors, 2, Author(3, "Carl")), Put(Authors, 3, Author(2, "Ada")));
        Assert.Equal((ApplyStatus.ConstraintFailed, 0), (result.Status, result.Rows.Count));
        Assert.Null(await FindAsync(Authors, 3));
        Assert.Equal(1, (await StateAsync()).Applied);
    }

    [Fact]
    public async Task Unique_UncoalescedClash_OneRowLeftAlone()
    {
        await ApplyAsync(1, true, Put(Authors, 1, Author(1, "Ada")));
        var result = await ApplyAsync(3, false, Put(Authors, 2, Author(2, "Ada")), Put(Authors, 3, Author(3, "Carl")));
        Assert.Equal([DeferReason.UniqueKey, null], result.Rows.Select(r => r.Deferred));
        Assert.Equal(Author(1, "Ada"), await FindAsync(Authors, 1));
        Assert.NotNull(await FindAsync(Authors, 3));
    }

    [Fact]
    public async Task Unique_LaterChangesOfRefusedRow_Skipped()
    {
        await ApplyAsync(1, true, Put(Authors, 1, Author(1, "Ada")));
        var result = await ApplyAsync(3, false, Put(Authors, 2, Author(2, "Ada")), Put(Authors, 3, Author(2, "Ada", CellValue.FromInteger(1))));
        Assert.Equal(DeferReason.UniqueKey, Assert.Single(result.Rows).Deferred);
        Assert.Equal(2, (await StateAsync()).Deferred.Single().Position);
    }

    [Fact]
    public async Task Unique_SwapInLogOrder_Written()
    {
        await ApplyAsync(2, true, Put(Authors, 1, Author(1, "Ada")), Put(Authors, 2, Author(2, "Bob")));
        var result = await ApplyAsync(5, false, Put(Authors, 3, Author(1, "tmp")), Put(Authors, 4, Author(2, "Ada")), Put(Authors, 5, Author(1, "Bob")));
        Assert.All(result.Rows, r => Assert.Null(r.Deferred));
        Assert.Equal((Author(1, "Bob"), Author(2, "Ada")), (await FindAsync(Authors, 1), await FindAsync(Authors, 2)));
    }

    [Fact]
    public async Task Unique_SwapOfHeads_WrittenTogether()
    {
        await ApplyAsync(3, true, Put(Authors, 1, Author(1, "Ada")), Put(Authors, 2, Author(2, "Bob")), Put(Authors, 3, Author(3, "Carl")));
        var result = await ApplyAsync(6, false, Put(Authors, 4, Author(1, "Bob")), Put(Authors, 5, Author(2, "Carl")), Put(Authors, 6, Author(3, "Ada")));
        Assert.All(result.Rows, r => Assert.True(r.Written && r.Deferred is null));
        Assert.Equal(Author(3, "Ada"), await FindAsync(Authors, 3));
    }

    [Fact]
    public async Task Unique_RefusedHalfWay_RowNotLeftInBetween()
    {
        await ApplyAsync(2, true, Put(Authors, 1, Author(1, "Ada")), Put(Authors, 2, Author(2, "Bob")));
        var result = await ApplyAsync(4, false, Put(Authors, 3, Author(1, "tmp")), Put(Authors, 4, Author(1, "Bob")));
        Assert.Equal(DeferReason.UniqueKey, Assert.Single(result.Rows).Deferred);
        Assert.Equal(Author(1, "Ada"), await FindAsync(Authors, 1));
        Assert.Equal(3, (await StateAsync()).Deferred.Single().Position);
    }
}
