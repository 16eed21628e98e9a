using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class ConflictListTests
{
    [Fact]
    public async Task List_FiltersSortsAndPages()
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Viewer);
        await api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("mysql_sim"));
        for (var i = 1; i <= 25; i++)
            await api.Hub.ConflictAsync(i, HubSeed.Book(i, "base"), HubSeed.Book(i, "l"), i % 5 == 0 ? null : HubSeed.Book(i, "r"), i % 5 == 0 ? ConflictKind.UpdateDelete : ConflictKind.UpdateUpdate);

        var newest = await ListAsync(caller, "pageSize=10");
        Assert.Equal((25, 10, 1, "25"), (newest.Total, newest.Items.Count, newest.PageNumber, newest.Items[0].Key));
        Assert.Equal("5", (await ListAsync(caller, "page=3&pageSize=10")).Items[0].Key);
        Assert.Equal("1", (await ListAsync(caller, "sort=detectedAt")).Items[0].Key);
        Assert.Equal(5, (await ListAsync(caller, "kind=updatedelete")).Total);
        Assert.Equal(25, (await ListAsync(caller, "status=Open&database=mysql_sim&syncSet=library&table=books")).Total);
        Assert.Equal(0, (await ListAsync(caller, "status=Resolved")).Total);
        Assert.Equal(0, (await ListAsync(caller, "database=other")).Total);
        Assert.Equal(1, (await ListAsync(caller, "search=17")).Total);
        Assert.Equal(25, (await ListAsync(caller, "search=OOK")).Total);
        Assert.Equal(0, (await ListAsync(caller, "search=%25")).Total);
        Assert.Equal("17", (await ListAsync(caller, "search=17")).Items[0].Key);
        foreach (var sort in new[] { "-resolvedAt", "id", "-kind", "status", "syncSet", "table", "-key" }) Assert.Equal(25, (await ListAsync(caller, $"sort={sort}")).Total);
    }

    [Fact]
    public async Task Neighbours_LeadThroughTheWholeList_AlsoFromOneThatLeftIt()
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Viewer);
        await api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("mysql_sim"));
        for (var i = 1; i <= 12; i++)
            await api.Hub.ConflictAsync(i, HubSeed.Book(i, "base"), HubSeed.Book(i, "l"), i % 3 == 0 ? null : HubSeed.Book(i, "r"), i % 3 == 0 ? ConflictKind.UpdateDelete : ConflictKind.UpdateUpdate);
        var all = (await ListAsync(caller, "pageSize=12")).Items.Select(c => c.Id).ToList();

        Assert.Equal(all, await WalkAsync(all[0], "", n => n.Next));
        Assert.Equal(Enumerable.Reverse(all), await WalkAsync(all[^1], "", n => n.Previous));
        var deleted = (await ListAsync(caller, "kind=UpdateDelete&pageSize=4")).Items.Select(c => c.Id).ToList();
        Assert.Equal(deleted, await WalkAsync(deleted[0], "kind=UpdateDelete&page=1&pageSize=3", n => n.Next));

        // One that the list does not hold stands between those that it does.
        var outside = all.First(id => id < deleted[0] && !deleted.Contains(id));
        Assert.Equal(new ConflictNeighbours(deleted[0], deleted[1]), await NeighboursAsync(outside, "kind=UpdateDelete"));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await caller.ProblemAsync("GET", $"/api/get-conflicts/{all[0]}/neighbours?kind=Nice")).Status);

        Task<ConflictNeighbours> NeighboursAsync(long id, string query) => caller.GetAsync<ConflictNeighbours>($"/api/get-conflicts/{id}/neighbours?{query}");

        async Task<List<long>> WalkAsync(long from, string query, Func<ConflictNeighbours, long?> step)
        {
            var walked = new List<long> { from };
            while (step(await NeighboursAsync(walked[^1], query)) is { } next) walked.Add(next);
            return walked;
        }
    }

    private static Task<Page<ConflictSummary>> ListAsync(ApiCaller caller, string query) => caller.GetAsync<Page<ConflictSummary>>($"/api/get-conflicts?{query}");
}
