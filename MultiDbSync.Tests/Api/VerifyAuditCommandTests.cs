using MultiDbSync.Api.Audit;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Engine.Audit;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Api;

public sealed class VerifyAuditCommandTests : IAsyncLifetime
{
    private const string Unlock = "DROP TRIGGER audit_entries_stay; DROP TRIGGER audit_entries_as_written;";

    private TempHub _hub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await TempHub.CreateAsync(Cancel);
        await AppendAsync(5);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Intact_PrintsNumberAndHead_WhichProveTheLogLater()
    {
        var (code, printed, _) = await RunAsync("--hub", _hub.Store.File);
        Assert.Equal(0, code);
        var lines = printed.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(("entries 5", "intact"), (lines[0], lines[2]));
        await AppendAsync(2);
        var head = lines[1]["head ".Length..];
        Assert.Equal(0, (await RunAsync("--hub", _hub.Store.File, "--entries", "5", "--head", head)).Code);
        Assert.Equal(1, (await RunAsync("--hub", _hub.Store.File, "--entries", "5", "--head", new string('0', 64))).Code);
        Assert.Equal(1, (await RunAsync("--hub", _hub.Store.File, "--entries", "9", "--head", head)).Code);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET actor = 'nobody' WHERE id = 3", 3)]
    [InlineData("DELETE FROM audit_entries WHERE id = 3", 3)]
    [InlineData("UPDATE audit_entries SET id = 99 WHERE id = 2; UPDATE audit_entries SET id = 2 WHERE id = 3; UPDATE audit_entries SET id = 3 WHERE id = 99", 2)]
    [InlineData("DELETE FROM audit_entries WHERE id >= 4", 4)]
    public async Task Tampered_NamesTheFirstBadEntry(string tampering, long entry)
    {
        await ExecuteAsync(Unlock + tampering);
        var (code, printed, _) = await RunAsync("--hub", _hub.Store.File);
        Assert.Equal(1, code);
        Assert.Contains($"broken at entry {entry}:", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WritesNothing_AlsoToAFileThatMayOnlyBeRead()
    {
        await ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE");
        var before = await File.ReadAllBytesAsync(_hub.Store.File, Cancel);
        File.SetAttributes(_hub.Store.File, FileAttributes.ReadOnly);
        Assert.Equal(0, (await RunAsync("--hub", _hub.Store.File)).Code);
        File.SetAttributes(_hub.Store.File, FileAttributes.Normal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_hub.Store.File, Cancel));
    }

    [Fact]
    public async Task WrongUse_IsTold_WithExitCodeTwo()
    {
        var text = Path.Combine(_hub.Folder, "text.txt");
        await File.WriteAllTextAsync(text, new string('x', 5000), Cancel);
        string[][] wrong =
        [
            ["--hub"], ["--hup", _hub.Store.File], ["--hub", _hub.Store.File + ".none"], ["--hub", text], ["--hub", _hub.Store.File, "--entries", "5"],
            ["--hub", _hub.Store.File, "--head", new string('0', 64)], ["--hub", _hub.Store.File, "--entries", "-1", "--head", new string('0', 64)],
            ["--hub", _hub.Store.File, "--entries", "5", "--head", "short"],
        ];
        foreach (var arguments in wrong)
        {
            var (code, printed, errors) = await RunAsync(arguments);
            Assert.Equal((2, ""), (code, printed));
            Assert.NotEqual("", errors);
        }

        Assert.False(File.Exists(_hub.Store.File + ".none"));
    }

    private static async Task<(int Code, string Printed, string Errors)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        return (await VerifyAuditCommand.RunAsync(arguments, output, errors, Cancel), output.ToString(), errors.ToString());
    }

    private async Task AppendAsync(int count)
    {
        var log = new AuditLog(_hub.Store, TimeProvider.System);
        for (var i = 0; i < count; i++) await log.AppendAsync(new AuditEntry(DateTimeOffset.UnixEpoch, "ann", "127.0.0.1", "test", "subject", AuditOutcome.Done), Cancel);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await _hub.Store.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
