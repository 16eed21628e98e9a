using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;
using MultiDbSync.SyncWorker.Mail;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Worker.Mail;

/// <summary>The worker's mail on a hub store of its own, step by step, with a clock that tests move.</summary>
internal sealed class MailBench : IEventSink, IAsyncDisposable
{
    public const string Ann = "ann@library.example";
    public const string Bob = "bob@library.example";

    private readonly MailWriter _writer;

    private MailBench(TempHub hub, string? to)
    {
        Hub = hub;
        Options = new MailOptions { To = to, LinkBase = "https://console.example/" };
        _writer = new MailWriter(hub.Store, Microsoft.Extensions.Options.Options.Create(Options), Clock, NullLogger<MailWriter>.Instance);
        Sender = Sending(Transport);
    }

    public TempHub Hub { get; }

    public MailOptions Options { get; }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch.AddDays(1));

    public RecordingTransport Transport { get; } = new();

    public MailSender Sender { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<MailBench> CreateAsync(string? to = Ann) => new(await TempHub.CreateAsync(Stop), to);

    public MailSender Sending(IMailTransport transport) =>
        new(Hub.Store, transport, Microsoft.Extensions.Options.Options.Create(Options), Clock, this, NullLogger<MailSender>.Instance);

    /// <summary>Lets the writer look at the next second.</summary>
    public Task WriteAsync(double seconds = 1)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        return _writer.StepAsync(Stop);
    }

    public async Task<T> QueryAsync<T>(Func<HubDbContext, Task<T>> query)
    {
        await using var db = Hub.Store.CreateContext();
        return await query(db);
    }

    public Task ChangeAsync(Action<HubDbContext> change) => QueryAsync(async db =>
    {
        change(db);
        return await db.SaveChangesAsync(Stop);
    });

    public Task<List<MailEntity>> MailsAsync() => QueryAsync(db => db.Mails.AsNoTracking().OrderBy(m => m.Id).ToListAsync(Stop));

    public async Task<long> ConflictAsync(string key = "[1]", string table = "books", ConflictStatus status = ConflictStatus.Open)
    {
        var conflict = Conflict(key, table, status);
        conflict.DetectedAt = Clock.GetUtcNow();
        await ChangeAsync(db => db.Conflicts.Add(conflict));
        return conflict.Id;
    }

    public Task AlertAsync(AlertKind kind, string subject, string message = "Something is wrong.") =>
        ChangeAsync(db => db.Alerts.Add(new AlertEntity { Kind = kind.ToString(), Subject = subject, Message = message, RaisedAt = Clock.GetUtcNow() }));

    public Task PreferAsync(string address, bool conflicts = true, bool alerts = true, int digestSeconds = MailPreferenceEntity.AsSet) =>
        ChangeAsync(db => db.MailPreferences.Add(new MailPreferenceEntity { Address = address, Conflicts = conflicts, Alerts = alerts, DigestSeconds = digestSeconds }));

    public Task SettleAsync(long id) => QueryAsync(db =>
        db.Conflicts.Where(c => c.Id == id).ExecuteUpdateAsync(c => c.SetProperty(x => x.Status, ConflictStatus.Resolved), Stop));

    public Task ReopenAsync(long id) => ChangeAsync(db =>
    {
        var conflict = db.Conflicts.Single(c => c.Id == id);
        (conflict.Status, conflict.MailedAt) = (ConflictStatus.Open, null);
        conflict.Events.Add(new ConflictEventEntity { At = Clock.GetUtcNow(), Actor = Ann, Action = ConflictActions.Reopened });
    });

    public Task PutAsync(params string[] recipients) => ChangeAsync(db =>
    {
        foreach (var recipient in recipients)
        {
            db.Mails.Add(new MailEntity
            {
                Kind = nameof(MailKind.Test),
                Recipient = recipient,
                Subject = "Hello",
                Text = "Hello.",
                Html = "<p>Hello.</p>",
                CreatedAt = Clock.GetUtcNow(),
                DueAt = Clock.GetUtcNow(),
            });
        }
    });

    public static ConflictEntity Conflict(string key, string table = "books", ConflictStatus status = ConflictStatus.Open) => new()
    {
        SyncSet = "library",
        TableName = table,
        RowKey = key,
        KeyForm = key,
        Kind = ConflictKind.UpdateUpdate,
        Status = status,
        LeftOrigin = "primary",
        RightOrigin = "mysql_sim",
    };

    public void Publish(SyncEvent syncEvent)
    {
        // Nobody listens.
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        Sender.Dispose();
        await Hub.DisposeAsync();
    }
}
