using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using static MultiDbSync.Tests.Connectors.Conformance.ConformanceSchema;

namespace MultiDbSync.Tests.Connectors.Conformance;

/// <summary>What applications commit reaches the reader: whole, once, in order, and nothing else does.</summary>
public abstract class CaptureConformance<TFixture> : ConformanceSuite<TFixture>
    where TFixture : IConformanceFixture, new()
{
    [Fact]
    public async Task Capture_CreateUpdateDelete_FullImagesInOrder()
    {
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);
        Commit(t => t.Insert("authors", Author(1, "Ada")));
        Commit(t => t.Update("authors", Key(1), Author(1, "Ada", CellValue.FromInteger(5))));
        Commit(t => t.Delete("authors", Key(1)));

        var entries = (await ReadAsync()).Entries;
        Assert.Equal([ChangeOp.Create, ChangeOp.Update, ChangeOp.Delete], entries.Select(e => e.Op));
        Assert.Equal([null, Author(1, "Ada"), Author(1, "Ada", CellValue.FromInteger(5))], entries.Select(e => e.Before));
        Assert.Equal([Author(1, "Ada"), Author(1, "Ada", CellValue.FromInteger(5)), null], entries.Select(e => e.After));
        Assert.All(entries, e => Assert.Equal((EntryKind.Change, Set, "authors", Key(1)), (e.Kind, e.SyncSet, e.Table, e.Key)));
        Assert.Equal(3, entries.Select(e => e.Id).Distinct().Count());
        Assert.All(entries, e => Assert.InRange(e.At, before, DateTimeOffset.UtcNow.AddMinutes(1)));
    }

    [Fact]
    public async Task Capture_KeyOfTwoColumns_KeyInItsOrder()
    {
        Commit(t => t.Insert("labels", Label("a", "nl", "aap")));
        Assert.Equal("""["a","nl"]""", (await ReadAsync()).Entries.Single().Key!.Text);
    }

    [Fact]
    public async Task Capture_KeyChanged_DeleteAndCreate()
    {
        Commit(t => t.Insert("labels", Label("a", "nl", "aap")));
        await TakeAsync();
        Commit(t => t.Update("labels", RowKey.Of(CellValue.FromText("a"), CellValue.FromText("nl")), Label("b", "nl", "aap")));
        var entries = (await ReadAsync()).Entries;
        Assert.Equal([(ChangeOp.Delete, """["a","nl"]"""), (ChangeOp.Create, """["b","nl"]""")], entries.Select(e => (e.Op, e.Key!.Text)));
    }

    [Fact]
    public async Task Capture_UpdateWithoutDifference_Nothing()
    {
        Commit(t => t.Insert("authors", Author(1, "Ada")));
        await TakeAsync();
        Commit(t => t.Update("authors", Key(1), Author(1, "Ada")));
        Assert.Empty((await ReadAsync()).Entries);
    }

    [Fact]
    public async Task Capture_RolledBack_Nothing()
    {
        var transaction = Fixture.Begin();
        transaction.Insert("authors", Author(1, "Ada"));
        transaction.Rollback();
        Assert.Empty((await ReadAsync()).Entries);
    }

    [Fact]
    public async Task Capture_OpenTransaction_InvisibleUntilCommitThenWhole()
    {
        var transaction = Fixture.Begin();
        transaction.Insert("authors", Author(1, "Ada"));
        transaction.Insert("books", Book(10, 1, "Notes"));
        Assert.DoesNotContain(await TakeAsync(), e => e.Kind == EntryKind.Change);
        transaction.Commit();
        var entries = (await ReadAsync()).Entries;
        Assert.Equal(["authors", "books"], entries.Select(e => e.Table));
        Assert.Single(entries.Select(e => e.Tx).Distinct());
    }

    [Fact]
    public async Task Read_Twice_SameEntriesUntilDeleted()
    {
        Commit(t => t.Insert("authors", Author(1, "Ada")));
        var first = await ReadAsync();

        // Another worker by mistake where the engine allows two readers, else the next one after this one was killed.
        if (!Node.Capabilities.SharedReading) await Node.DisposeAsync();
        var other = Fixture.Connect();
        var second = await other.Changes.ReadAsync(1000, Cancel);
        Assert.Equal(first.Entries.Select(e => e.Id), second.Entries.Select(e => e.Id));
        await other.Changes.DeleteAsync(second, Cancel);
        Assert.Empty((await other.Changes.ReadAsync(1000, Cancel)).Entries);
    }

    [Fact]
    public async Task Delete_EntriesThatCameAfterTheRead_Stay()
    {
        Commit(t => t.Insert("authors", Author(1, "Ada")));
        var read = await ReadAsync();
        Commit(t => t.Insert("authors", Author(2, "Bob")));
        await Node.Changes.DeleteAsync(read, Cancel);
        Assert.Equal(Key(2), (await ReadAsync()).Entries.Single().Key);
    }

    [Fact]
    public async Task Delete_Changes_RaisesCaptured()
    {
        var before = (await StateAsync()).Captured;
        Commit(t => t.Insert("authors", Author(1, "Ada")));
        Assert.Equal(before, (await ReadAsync()).States[Set].Captured);
        await TakeAsync();
        Assert.Equal(before + 1, (await StateAsync()).Captured);
    }

    [Fact]
    public async Task Delete_Repeated_Harmless()
    {
        Commit(t => t.Insert("authors", Author(1, "Ada")));
        var read = await ReadAsync();
        await Node.Changes.DeleteAsync(read, Cancel);
        var captured = (await StateAsync()).Captured;
        Commit(t => t.Insert("authors", Author(2, "Bob")));
        await Node.Changes.DeleteAsync(read, Cancel);
        Assert.Single((await ReadAsync()).Entries);
        Assert.Equal(captured, (await StateAsync()).Captured);
    }

    [Fact]
    public async Task Wait_Commit_NoticedAndNotAgainOnceRead()
    {
        await TakeAsync();
        var wait = Node.Changes.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        Commit(t => t.Insert("authors", Author(1, "Ada")));
        Assert.True(await wait);
        await TakeAsync();
        Assert.False(await Node.Changes.WaitAsync(TimeSpan.FromMilliseconds(100), Cancel));
    }

    [Theory]
    [MemberData(nameof(EdgeValues.All), MemberType = typeof(EdgeValues))]
    public async Task Capture_EdgeValue_ExactInEntryAndRow(string name)
    {
        var row = Fixture.Edge(1, EdgeValues.Of(name));
        if (Fixture.CannotHold.Contains(name))
        {
            Assert.ThrowsAny<Exception>(() => Commit(t => t.Insert("edges", row)));
            return;
        }

        Commit(t => t.Insert("edges", row));
        Assert.Equal(row, (await ReadAsync()).Entries.Single().After);
        Assert.Equal(row, await FindAsync(Table("edges"), 1));
    }

    [Fact]
    public async Task Rows_WholeTable_InKeyOrder()
    {
        Commit(t =>
        {
            foreach (var id in new[] { 3, 1, 2 }) t.Insert("authors", Author(id, $"n{id}"));
        });
        var rows = new List<RowImage>();
        await foreach (var row in Node.Rows.ReadAsync(Authors, Cancel)) rows.Add(row);
        Assert.Equal([Author(1, "n1"), Author(2, "n2"), Author(3, "n3")], rows);
    }

    [Fact]
    public async Task Uninstall_LeavesNoTraceAndCapturesNothing()
    {
        Commit(t => t.Insert("authors", Author(1, "Ada")));
        Assert.True((await Node.Installer.CheckAsync(Installation, Cancel)).Installed);
        await Node.Installer.UninstallAsync(Cancel);
        await Node.Installer.UninstallAsync(Cancel);
        Assert.DoesNotContain(Fixture.Objects(), o => o.StartsWith("mds_", StringComparison.Ordinal));
        Assert.False((await Node.Installer.CheckAsync(Installation, Cancel)).Installed);
        Commit(t => t.Insert("authors", Author(2, "Bob")));
        await Assert.ThrowsAsync<ConnectorException>(StateAsync);
    }

    [Fact]
    public async Task Install_Again_KeepsEntriesAndState()
    {
        Commit(t => t.Insert("authors", Author(1, "Ada")));
        await ApplyAsync(7, true);
        await Node.Installer.InstallAsync(Installation, Cancel);
        Assert.Equal(7, (await StateAsync()).Applied);
        Assert.Contains((await ReadAsync()).Entries, e => e.Kind == EntryKind.Change);
        var check = await Node.Installer.CheckAsync(Installation, Cancel);
        Assert.Equal((true, Hub, 0), (check.Installed, check.Hub, check.DamagedTables.Count));
    }

    [Fact]
    public async Task Install_OtherHub_RefusedAndUnchanged()
    {
        await Assert.ThrowsAsync<ConnectorException>(() => Node.Installer.InstallAsync(Installation with { Hub = "hub-2" }, Cancel));
        Assert.Equal(Hub, (await StateAsync()).Hub);
    }

    [Fact]
    public async Task Install_TableWithoutKey_Refused()
    {
        var keyless = Authors with { Key = [] };
        var error = await Assert.ThrowsAsync<ConnectorException>(() =>
            Node.Installer.InstallAsync(Installation with { Sets = [new CaptureInstallation.InstalledSet(Set, [keyless], 0)] }, Cancel));
        Assert.Equal(ConnectorErrorClass.Schema, error.ErrorClass);
    }

    [Fact]
    public async Task Clock_IsWhatChangesAreStampedBy()
    {
        Commit(t => t.Insert("authors", Author(1, "Ada")));
        var clock = await Node.ReadClockAsync(Cancel);
        var entry = (await Node.Changes.ReadAsync(100, Cancel)).Entries[^1];
        Assert.InRange((clock - entry.At).TotalSeconds, -1, 60);
        Assert.InRange((clock - DateTimeOffset.UtcNow).TotalSeconds, -5, 5);
    }
}
