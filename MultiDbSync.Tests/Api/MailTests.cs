using System.Net;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Api;

public sealed class MailTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preferences_AreThePersonsOwn_AndWhatTheWorkerNotedStays()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        using var viewer = await api.SignedInAsync(Roles.Viewer);
        var email = Accounts.EmailOf(Roles.Admin);
        Assert.Equal(new MailPreferences(email, true, true, null, null, IsRecipient: true, IsConfigured: false), await admin.GetAsync<MailPreferences>("/api/mail/preferences"));

        await ConfigureAsync(api);
        await using (var db = api.Hub.CreateContext())
        {
            db.MailPreferences.Add(new MailPreferenceEntity { Address = email, LastConflictId = 9 });
            await db.SaveChangesAsync(Stop);
        }

        var changed = await admin.PutAsync<MailPreferences>("/api/mail/preferences", new UpdateMailPreferencesRequest(true, false, 3600));
        Assert.Equal(new MailPreferences(email, true, false, 3600, 30, true, true), changed);
        Assert.Equal(changed, await admin.GetAsync<MailPreferences>("/api/mail/preferences"));
        await using (var db = api.Hub.CreateContext()) Assert.Equal(9, (await db.MailPreferences.SingleAsync(Stop)).LastConflictId);

        Assert.False((await viewer.GetAsync<MailPreferences>("/api/mail/preferences")).IsRecipient);
        Assert.True((await viewer.PutAsync<MailPreferences>("/api/mail/preferences", new UpdateMailPreferencesRequest(false, true, null))) is { Conflicts: false, DigestSeconds: null });
    }

    [Fact]
    public async Task Preferences_OfTheOperatorKey_ThereAreNone()
    {
        using var api = new ApiFactory();
        using var service = api.Anonymous().WithHeader("X-Api-Key", ApiFactory.OperatorKey);
        var (status, type, _) = await service.ProblemAsync("GET", "/api/mail/preferences");
        Assert.Equal((HttpStatusCode.Conflict, "no-mail-address"), (status, type));
    }

    [Fact]
    public async Task TestMail_NoServer_SaysWhatToSet()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        var (status, type, body) = await admin.ProblemAsync("POST", "/api/mail/test", new SendTestMailRequest(null));
        Assert.Equal((HttpStatusCode.Conflict, "mail-not-configured"), (status, type));
        Assert.Contains("ConnectionStrings:mail", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestMail_IsInTheOutbox_AndItsFateIsSeen()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        await ConfigureAsync(api);
        var mail = await admin.PostAsync<OutboxMail>("/api/mail/test", null, HttpStatusCode.Accepted);
        Assert.Equal((Accounts.EmailOf(Roles.Admin), MailKind.Test, MailStatus.Waiting), (mail.Recipient, mail.Kind, mail.Status));
        Assert.Equal("bob@library.example", (await admin.PostAsync<OutboxMail>("/api/mail/test", new SendTestMailRequest("Bob@library.example"), HttpStatusCode.Accepted)).Recipient);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.ProblemAsync("POST", "/api/mail/test", new SendTestMailRequest("bob\r\nBcc: eve@library.example"))).Status);

        await using (var db = api.Hub.CreateContext())
            await db.Mails.Where(m => m.Id == mail.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.Attempts, 3).SetProperty(x => x.LastError, "It is away."), Stop);
        var failed = Assert.Single((await admin.GetAsync<Page<OutboxMail>>("/api/mail/outbox?status=Failed")).Items);
        Assert.Equal((mail.Id, 3, "It is away."), (failed.Id, failed.Attempts, failed.LastError));
        Assert.Equal(2, (await admin.GetAsync<Page<OutboxMail>>("/api/mail/outbox?pageSize=1")).Total);
        Assert.Equal(0, (await admin.GetAsync<Page<OutboxMail>>("/api/mail/outbox?status=Sent")).Total);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.ProblemAsync("GET", "/api/mail/outbox?status=Lost")).Status);
    }

    private static async Task ConfigureAsync(ApiFactory api)
    {
        await using var db = api.Hub.CreateContext();
        await new MailSetup(true, null, 30).WriteAsync(db, Stop);
    }
}
