using System.Net;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Api;

public sealed class UserTests
{
    [Fact]
    public async Task LastAdmin_StaysAdmin()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        var me = admin.Session!.UserId;
        Assert.Equal("last-admin", (await admin.ProblemAsync("PUT", $"/api/users/{me}", new UpdateUserRequest(Roles.Viewer, null))).Type);
        Assert.Equal("last-admin", (await admin.ProblemAsync("PUT", $"/api/users/{me}", new UpdateUserRequest(null, true))).Type);

        using var second = await api.RegisteredAsync("second@example.org");
        await admin.PutAsync<UserSummary>($"/api/users/{second.Session!.UserId}", new UpdateUserRequest(Roles.Admin, null));
        var answers = await Task.WhenAll(
            admin.SendAsync("PUT", $"/api/users/{second.Session.UserId}", new UpdateUserRequest(Roles.Viewer, null)),
            second.SendAsync("PUT", $"/api/users/{me}", new UpdateUserRequest(Roles.Viewer, null)));
        Assert.True(answers.Count(a => a.StatusCode == HttpStatusCode.OK) <= 1, "Two administrators demoted each other.");
    }

    [Fact]
    public async Task Update_WithUnknownRole_IsRefused()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        var refused = await admin.ProblemAsync("PUT", $"/api/users/{admin.Session!.UserId}", new UpdateUserRequest("Emperor", null));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Viewer, Operator, Admin", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AlertRecipients_AreTheAdministratorsWhoCanSignIn()
    {
        using var api = new ApiFactory();
        Assert.Equal("", await RecipientsAsync(api));
        using var admin = await api.AdminAsync();
        using var second = await api.RegisteredAsync("second@example.org");
        Assert.Equal("admin@example.org", await RecipientsAsync(api));

        await admin.PutAsync<UserSummary>($"/api/users/{second.Session!.UserId}", new UpdateUserRequest(Roles.Admin, null));
        Assert.Equal(["admin@example.org", "second@example.org"], (await RecipientsAsync(api)).Split(',').Order());
        await admin.PutAsync<UserSummary>($"/api/users/{second.Session.UserId}", new UpdateUserRequest(null, true));
        Assert.Equal("admin@example.org", await RecipientsAsync(api));
    }

    private static async Task<string> RecipientsAsync(ApiFactory api)
    {
        await using var db = api.Hub.CreateContext();
        return (await db.Settings.FindAsync([SettingNames.AlertRecipients], TestContext.Current.CancellationToken))!.Value;
    }
}
