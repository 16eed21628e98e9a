using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Storage;
using MultiDbSync.SyncWorker.Mail;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Worker.Mail;

public sealed class ConflictMailerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenConflicts_FirstAtOnceThenGathered_EachOnce()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        var (transport, clock) = (new RecordingTransport(), new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(1)));
        await AddAsync(hub, "[1]");
        using var mailer = await StartAsync(hub, transport, clock, "ann@library.example");
        await TickUntilAsync(clock, () => transport.Sent.Count == 1);
        await AddAsync(hub, "[2]");
        await AddAsync(hub, "[3]");
        for (var second = 0; second < 20; second++) clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(transport.Sent);
        await TickUntilAsync(clock, () => transport.Sent.Count == 2);
        Assert.Contains("2 conflicts", transport.Sent[1].Subject, StringComparison.Ordinal);
        Assert.Contains("https://console.example/conflicts/2", transport.Sent[1].TextBody, StringComparison.Ordinal);
        await mailer.StopAsync(Stop);
    }

    [Fact]
    public async Task ServerAway_MailFollowsOnceItIsBack()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        var (transport, clock) = (new RecordingTransport { Away = true }, new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(1)));
        await AddAsync(hub, "[1]");
        using var mailer = await StartAsync(hub, transport, clock, "ann@library.example");
        for (var second = 0; second < 30; second++) clock.Advance(TimeSpan.FromSeconds(1));
        transport.Away = false;
        await TickUntilAsync(clock, () => transport.Sent.Count == 1);
        await mailer.StopAsync(Stop);
    }

    [Fact]
    public async Task NoRecipientConfigured_AdministratorsOfTheHubStore()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        await using (var db = hub.Store.CreateContext())
        {
            db.Settings.Add(new SettingEntity { Name = SettingNames.AlertRecipients, Value = "a@library.example,b@library.example" });
            await db.SaveChangesAsync(Stop);
        }

        var (transport, clock) = (new RecordingTransport(), new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(1)));
        await AddAsync(hub, "[1]");
        using var mailer = await StartAsync(hub, transport, clock, to: null);
        await TickUntilAsync(clock, () => transport.Sent.Count == 1);
        Assert.Equal(["a@library.example", "b@library.example"], transport.Sent[0].To.Mailboxes.Select(m => m.Address));
        await mailer.StopAsync(Stop);
    }

    [Fact]
    public void Compose_KeyWithLineBreakAndMarkup_IsNeitherHeaderNorMarkup()
    {
        var conflict = Conflict("[\"x\\r\\nBcc: eve@library.example<b>\"]");
        var message = ConflictMessage.Compose([conflict], "Sync <sync@library.example>", ["ann@library.example"], "https://console.example/");
        Assert.Empty(message.Bcc);
        Assert.DoesNotContain("<b>", message.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc", message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_WholeMailsOnly()
    {
        using var folder = new TemporaryFolder();
        var message = ConflictMessage.Compose([Conflict("[1]")], "Sync <sync@library.example>", ["ann@library.example"], "https://console.example");
        await new FolderTransport(folder.Path, TimeProvider.System).SendAsync(message, Stop);
        var file = Assert.Single(Directory.GetFiles(folder.Path));
        Assert.EndsWith(".eml", file, StringComparison.Ordinal);
        Assert.Equal(message.Subject, (await MimeKit.MimeMessage.LoadAsync(file, Stop)).Subject);
    }

    private static async Task<ConflictMailer> StartAsync(TempHub hub, RecordingTransport transport, FakeTimeProvider clock, string? to)
    {
        var options = Options.Create(new MailOptions { To = to, LinkBase = "https://console.example" });
        var mailer = new ConflictMailer(hub.Store, transport, options, clock, NullLogger<ConflictMailer>.Instance);
        await mailer.StartAsync(Stop);
        return mailer;
    }

    private static Task TickUntilAsync(FakeTimeProvider clock, Func<bool> condition) => Eventually.TrueAsync(
        () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        Patience);

    private static async Task AddAsync(TempHub hub, string key)
    {
        await using var db = hub.Store.CreateContext();
        db.Conflicts.Add(Conflict(key));
        await db.SaveChangesAsync(Stop);
    }

    private static ConflictEntity Conflict(string key) => new()
    {
        SyncSet = "library",
        TableName = "books",
        RowKey = key,
        KeyForm = key,
        Kind = ConflictKind.UpdateUpdate,
        Status = ConflictStatus.Open,
        LeftOrigin = "primary",
        RightOrigin = "mysql_sim",
    };
}
