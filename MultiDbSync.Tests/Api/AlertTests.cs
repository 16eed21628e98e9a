using System.Net;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Api;

public sealed class AlertTests
{
    [Fact]
    public async Task List_ByStateAndKind_Paged()
    {
        using var api = new ApiFactory();
        using var viewer = await api.SignedInAsync(Roles.Viewer);
        await AddAsync(api, AlertKind.DatabaseDown, "primary");
        await AddAsync(api, AlertKind.Lag, "second");
        await AddAsync(api, AlertKind.Lag, "third", over: true);
        Assert.Equal(2, (await viewer.GetAsync<Page<AlertSummary>>("/api/alerts?state=Open")).Total);
        Assert.Equal("third", Assert.Single((await viewer.GetAsync<Page<AlertSummary>>("/api/alerts?state=closed")).Items).Subject);
        var page = await viewer.GetAsync<Page<AlertSummary>>("/api/alerts?kind=Lag&pageSize=1&sort=subject");
        Assert.Equal((2, "second", AlertKind.Lag), (page.Total, page.Items.Single().Subject, page.Items.Single().Kind));
        Assert.Equal(HttpStatusCode.BadRequest, (await viewer.ProblemAsync("GET", "/api/alerts?state=Ajar&sort=mailedAt")).Status);
    }

    [Fact]
    public async Task Acknowledge_IsCountedNoMore_AndTheFirstIsKept()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        using var clerk = await api.SignedInAsync(Roles.Operator);
        var id = await AddAsync(api, AlertKind.DatabaseDown, "primary");
        Assert.Equal(1, (await clerk.GetAsync<SyncStatus>("/api/sync-status")).NewAlerts);

        var noted = await clerk.PostAsync<AlertSummary>($"/api/alerts/{id}/acknowledge", null);
        Assert.Equal((Accounts.EmailOf(Roles.Operator), null), (noted.AcknowledgedBy, noted.ClearedAt));
        Assert.Equal(noted, await admin.PostAsync<AlertSummary>($"/api/alerts/{id}/acknowledge", null));
        Assert.Equal(0, (await clerk.GetAsync<SyncStatus>("/api/sync-status")).NewAlerts);
    }

    private static async Task<long> AddAsync(ApiFactory api, AlertKind kind, string subject, bool over = false)
    {
        await using var db = api.Hub.CreateContext();
        var alert = new AlertEntity { Kind = kind.ToString(), Subject = subject, Message = "Something is wrong.", RaisedAt = api.Clock.GetUtcNow(), ClearedAt = over ? api.Clock.GetUtcNow() : null };
        db.Alerts.Add(alert);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return alert.Id;
    }
}
