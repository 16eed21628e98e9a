using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Engine.Audit;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Engine.Audit;

public sealed class AuditLogTests : IAsyncLifetime
{
    private const string Unlock = "DROP TRIGGER audit_entries_stay; DROP TRIGGER audit_entries_as_written;";

    private TempHub _hub = null!;
    private AuditLog _log = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await TempHub.CreateAsync(Cancel);
        _log = new AuditLog(_hub.Store, TimeProvider.System);
        for (var i = 1; i <= 5; i++) await _log.AppendAsync(Entry(i), Cancel);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Verify_OfWhatWasWritten_IsIntact_AndTellsNumberAndHash()
    {
        var found = await VerifyAsync();
        Assert.Equal((true, 5L, 64, null), (found.IsIntact, found.Entries, found.Head.Length, found.Finding));
        await _log.AppendAsync(Entry(6), Cancel);
        Assert.NotEqual(found.Head, (await VerifyAsync()).Head);
        Assert.True((await _log.VerifyAsync(found.Entries, found.Head, Cancel)).IsIntact);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET actor = 'nobody' WHERE id = 3", 3)]
    [InlineData("UPDATE audit_entries SET at = at + 1 WHERE id = 3", 3)]
    [InlineData("UPDATE audit_entries SET address = '' WHERE id = 3", 3)]
    [InlineData("UPDATE audit_entries SET action = 'other' WHERE id = 3", 3)]
    [InlineData("UPDATE audit_entries SET subject = 'other' WHERE id = 3", 3)]
    [InlineData("UPDATE audit_entries SET before = NULL WHERE id = 3", 3)]
    [InlineData("UPDATE audit_entries SET after = '' WHERE id = 3", 3)]
    [InlineData("UPDATE audit_entries SET outcome = 'Refused' WHERE id = 3", 3)]
    [InlineData("UPDATE audit_entries SET outcome = '0' WHERE id = 3", 3)]
    [InlineData("UPDATE audit_entries SET trace_id = 'other' WHERE id = 3", 3)]
    [InlineData("UPDATE audit_entries SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE id = 3", 3)]
    [InlineData("DELETE FROM audit_entries WHERE id = 3", 3)]
    [InlineData("DELETE FROM audit_entries WHERE id = 1", 1)]
    [InlineData("DELETE FROM audit_entries WHERE id >= 4", 4)]
    [InlineData("DELETE FROM audit_entries", 1)]
    [InlineData("DELETE FROM audit_entries WHERE id = 3; UPDATE audit_entries SET id = id - 1 WHERE id > 3", 3)]
    [InlineData("UPDATE audit_entries SET id = 99 WHERE id = 2; UPDATE audit_entries SET id = 2 WHERE id = 3; UPDATE audit_entries SET id = 3 WHERE id = 99", 2)]
    [InlineData("DELETE FROM settings WHERE name = 'audit-head'", 6)]
    public async Task Verify_AfterTampering_TellsTheFirstEntryThatIsWrong(string tampering, long entry)
    {
        await ExecuteAsync(Unlock + tampering);
        var found = await VerifyAsync();
        Assert.False(found.IsIntact);
        Assert.Equal(entry, found.Entry);
        Assert.NotNull(found.Finding);
    }

    [Theory]
    [InlineData("DELETE FROM audit_entries WHERE id >= 4")]
    [InlineData("DELETE FROM audit_entries WHERE id >= 4; DELETE FROM settings WHERE name = 'audit-head'")]
    public async Task EntriesAfterACutEnd_DoNotHideIt(string tampering)
    {
        await ExecuteAsync(Unlock + tampering);
        await _log.AppendAsync(Entry(6), Cancel);
        var found = await VerifyAsync();
        Assert.Equal((false, 4L), (found.IsIntact, found.Entry));
    }

    [Fact]
    public async Task AChainMadeAnew_IsToldByWhatWasNotedBefore()
    {
        var noted = await VerifyAsync();
        await ExecuteAsync(Unlock + "DELETE FROM audit_entries; DELETE FROM settings WHERE name = 'audit-head'");
        for (var i = 1; i <= 7; i++) await _log.AppendAsync(Entry(i) with { Actor = "somebody else" }, Cancel);
        Assert.True((await VerifyAsync()).IsIntact);
        var found = await _log.VerifyAsync(noted.Entries, noted.Head, Cancel);
        Assert.Equal((false, 5L), (found.IsIntact, found.Entry));

        await ExecuteAsync("DROP TRIGGER IF EXISTS audit_entries_stay; DELETE FROM audit_entries; DELETE FROM settings WHERE name = 'audit-head'");
        await _log.AppendAsync(Entry(1), Cancel);
        Assert.False((await _log.VerifyAsync(noted.Entries, noted.Head, Cancel)).IsIntact);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET actor = 'nobody'")]
    [InlineData("DELETE FROM audit_entries")]
    public async Task Store_RefusesToChangeEntries(string statement)
    {
        var refused = await Assert.ThrowsAsync<SqliteException>(() => ExecuteAsync(statement));
        Assert.Contains("only appended", refused.Message, StringComparison.Ordinal);
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Entry_SharesTheFateOfItsTransaction()
    {
        await using (var db = _hub.Store.CreateContext())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => AuditLog.AppendAsync(db, Entry(6)));
            await using (await db.Database.BeginTransactionAsync(Cancel)) await AuditLog.AppendAsync(db, Entry(6));
            Assert.Equal(5, await db.AuditEntries.CountAsync(Cancel));
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            db.Settings.Add(new SettingEntity { Name = "changed", Value = "yes" });
            await db.SaveChangesAsync(Cancel);
            await AuditLog.AppendAsync(db, Entry(6));
            await transaction.CommitAsync(Cancel);
        }

        var found = await VerifyAsync();
        Assert.Equal((true, 6L), (found.IsIntact, found.Entries));
    }

    [Fact]
    public async Task Writers_OfSeveralProcesses_MakeOneChain()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            // A store of its own is what another process has.
            var log = new AuditLog(new HubStore(new HubStoreOptions { ConnectionString = $"Data Source={_hub.Store.File};Pooling=False" }), TimeProvider.System);
            for (var i = 0; i < 25; i++) await log.AppendAsync(Entry(i) with { Actor = $"writer {writer}" }, Cancel);
        }, Cancel)));
        var found = await VerifyAsync();
        Assert.Equal((true, 105L), (found.IsIntact, found.Entries));
    }

    [Fact]
    public async Task TextOfEveryKind_IsVerified()
    {
        await _log.AppendAsync(new AuditEntry(DateTimeOffset.UnixEpoch, "zoë \ud800 🦊", "", "a", "", AuditOutcome.Failed) { Before = "", After = null, TraceId = null }, Cancel);
        Assert.True((await VerifyAsync()).IsIntact);
    }

    private static AuditEntry Entry(int number) => new(DateTimeOffset.UnixEpoch.AddMinutes(number), "ann@example.org", "127.0.0.1", "database.switch", "database primary", AuditOutcome.Done)
    {
        Before = """{"enabled":true}""",
        After = """{"enabled":false}""",
        TraceId = "0af7651916cd43dd8448eb211c80319c",
    };

    private Task<AuditVerification> VerifyAsync() => _log.VerifyAsync(null, null, Cancel);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await _hub.Store.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
