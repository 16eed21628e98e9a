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

    private static Task<Page<ConflictSummary>> ListAsync(ApiCaller caller, string query) => caller.GetAsync<Page<ConflictSummary>>($"/api/get-conflicts?{query}");
}
