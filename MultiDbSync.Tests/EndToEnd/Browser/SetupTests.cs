using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.EndToEnd.Browser;

[Collection(EndToEndCollection.Name)]
public sealed class SetupTests(ClusterFixture fixture)
{
    [Fact]
    public async Task FirstAdministrator_IsMadeByThePrintedLink_Once()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        Assert.True((await fixture.Administrator).ByTheBrowser);
        using var admin = await fixture.AdminAsync();
        Assert.Equal(Roles.Admin, (await admin.GetAsync<UserSummary>("/api/auth/me")).Role);

        await using var later = await fixture.Chromium.OpenAsync(fixture.Cluster.Description.Web);
        await later.OpenAsync(fixture.Cluster.Description.AdminSetupUrl!);

        await ConsoleSession.Expect(later.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await ConsoleSession.Expect(later.Find("setup-form")).ToHaveCountAsync(0);
    }
}
