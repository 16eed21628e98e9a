using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>The first administrator, made by the link that the start prints: in the browser where there is one.</summary>
internal sealed record FirstAdministrator(bool ByTheBrowser)
{
    public const string Email = "admin@example.com";
    public const string Password = "copper lantern meadow seven";

    public static async Task<FirstAdministrator> CreateAsync(ClusterFixture fixture)
    {
        var link = fixture.Cluster.Description.AdminSetupUrl ?? throw new InvalidOperationException("The cluster printed no link for the first administrator.");
        if (fixture.Chromium.MissingReason is null)
        {
            await using var session = await fixture.Chromium.OpenAsync(fixture.Cluster.Description.Web);
            await session.SetUpAsync(link, Email, Password);
            return new FirstAdministrator(ByTheBrowser: true);
        }

        var token = link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..];
        using var caller = fixture.Anonymous();
        await caller.PostAsync<SignInResponse>("/api/auth/setup", new SetupRequest(token, Email, Password));
        return new FirstAdministrator(ByTheBrowser: false);
    }
}
