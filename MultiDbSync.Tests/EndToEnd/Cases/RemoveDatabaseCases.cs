using System.Net;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.EndToEnd.Databases;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd.Cases;

/// <summary>A fourth database joins the sample's sync set, takes part, and leaves again.</summary>
public abstract class RemoveDatabaseCases(ClusterFixture fixture) : ClusterCases(fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private protected async Task JoinsAndLeavesAsync(TestDatabase branch)
    {
        await Fixture.SettleAsync();
        using var admin = await Fixture.AdminAsync();
        await branch.CopyAsync(Fixture.Databases[SampleDatabases.Primary], TestContext.Current.CancellationToken);
        using var joined = await admin.SendAsync("POST", "/api/databases", new AddDatabaseRequest(branch.Name, branch.Make, branch.ConnectionString, "library"));
        Assert.True(joined.StatusCode == HttpStatusCode.Created, await joined.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await ChangeAsync("Known to the branch");
        await Eventually.TrueAsync(() => TitleIn(branch) == "Known to the branch", Soon, () => Fixture.Cluster.Output, "the branch takes part");
        Assert.NotEmpty(branch.Ours());

        using (var answer = await admin.SendAsync("DELETE", $"/api/databases/{branch.Name}"))
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);

        await Eventually.TrueAsync(async () => !(await DatabasesAsync(admin)).Contains(branch.Name), Soon, () => Fixture.Cluster.Output, "the branch is no longer registered");
        Assert.Empty(branch.Ours());
        await ChangeAsync("Unknown to the branch");
        Assert.Equal("Known to the branch", TitleIn(branch));
        Assert.Equal(Fixture.Databases.Names.Order(), (await DatabasesAsync(admin)).Order());
        await Fixture.Databases.AgreeAsync();
    }

    private static string? TitleIn(TestDatabase database) => database.Execute("SELECT title FROM books WHERE id = 118") as string;

    private static async Task<IReadOnlyList<string>> DatabasesAsync(ApiCaller caller) => [.. (await caller.GetAsync<IReadOnlyList<DatabaseSummary>>("/api/databases")).Select(d => d.Name)];

    private async Task ChangeAsync(string title)
    {
        Fixture.Databases.Execute(Fixture.Databases.MySql, "UPDATE books SET title = @p1 WHERE id = 118", title);
        foreach (var other in Fixture.Databases.OthersThan(Fixture.Databases.MySql))
            await Fixture.Databases.HoldsAsync(other, title, "SELECT title FROM books WHERE id = 118");
    }
}
