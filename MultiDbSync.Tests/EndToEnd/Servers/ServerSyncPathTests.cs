using MultiDbSync.AppHost;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Tests.EndToEnd.Cases;
using MultiDbSync.Tests.EndToEnd.Databases;

namespace MultiDbSync.Tests.EndToEnd.Servers;

/// <summary>The main job across makes: what a foreign program writes into one database is soon in the others.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class ServerSyncPathTests(ServerClusterFixture fixture) : ClusterCases(fixture)
{
    [Theory]
    [InlineData(ResourceNames.Primary)]
    [InlineData(ResourceNames.Postgres)]
    [InlineData(ResourceNames.MySql)]
    public async Task Rows_CreatedChangedAndDeletedInOneDatabase_AreSoInTheOthers(string source)
    {
        await Fixture.SettleAsync();
        var (author, name) = (900 + source.Length, $"Zoë Ångström 😀, written in {source} ");

        Fixture.Databases.Execute(source, "INSERT INTO authors (id, name, country, born) VALUES (@p1, @p2, NULL, 1951)", author, name);
        await EverywhereAsync(1L, "SELECT count(*) FROM authors WHERE id = @p1 AND name = @p2 AND country IS NULL", author, name);
        Fixture.Databases.Execute(source, "UPDATE authors SET born = 1952, country = '' WHERE id = @p1", author);
        await EverywhereAsync(1L, "SELECT count(*) FROM authors WHERE id = @p1 AND born = 1952 AND country = ''", author);
        await Fixture.Databases.AgreeAsync();
        Fixture.Databases.Execute(source, "DELETE FROM authors WHERE id = @p1", author);
        await EverywhereAsync(0L, "SELECT count(*) FROM authors WHERE id = @p1", author);
        await Fixture.Databases.AgreeAsync();
    }

    [Fact]
    public async Task Demo_MakesSevenConflicts_OfWhichOneIsMerged()
    {
        await Fixture.SettleAsync();
        using var caller = Fixture.Operator();
        var (earlier, merged) = (await CountAsync("pageSize=1"), await CountAsync("status=Merged"));
        using var http = new HttpClient();

        var run = await new DemoClient(http, TimeProvider.System)
            .RunAsync(Fixture.Cluster.Description.Api, Fixture.Cluster.OperatorKey, _ => { }, TestContext.Current.CancellationToken);

        Assert.True(run.Succeeded, $"{run.Status}: {run.Message}{Environment.NewLine}{await FoundAsync()}{Environment.NewLine}{Fixture.Cluster.Output}");
        Assert.Equal(7, run.Conflicts);
        Assert.Equal((earlier + 7, merged + 1, 6), (await CountAsync("pageSize=1"), await CountAsync("status=Merged"), await CountAsync("status=Open")));
        await Fixture.SettleAsync();

        async Task<string> FoundAsync() => string.Join(
            Environment.NewLine, (await caller.GetAsync<Page<ConflictSummary>>("/api/get-conflicts?pageSize=20")).Items.Select(c => c.ToString()));
        async Task<int> CountAsync(string query) => (await caller.GetAsync<Page<ConflictSummary>>($"/api/get-conflicts?{query}")).Total;
    }

    private async Task EverywhereAsync(object expected, string sql, params object?[] arguments)
    {
        foreach (var name in Fixture.Databases.Names)
            await Fixture.Databases.HoldsAsync(name, expected, sql, arguments);
    }
}
