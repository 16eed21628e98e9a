using System.Net;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.DeadLetters;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Api;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task List_FiltersAndPages_AndReplayIsAccepted()
    {
        using var api = new ApiFactory();
        using var caller = await api.AdminAsync();
        await api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("second"));
        await using (var db = api.Hub.CreateContext())
        {
            for (var i = 1; i <= 3; i++)
            {
                db.DeadLetters.Add(new DeadLetterEntity
                {
                    SyncSet = HubSeed.Set,
                    Node = i == 3 ? "second" : "primary",
                    TableName = "books",
                    Key = $"[{i}]",
                    Error = "Column 'price' can't hold it.",
                    FirstAt = DateTimeOffset.UnixEpoch,
                    LastAt = DateTimeOffset.UnixEpoch.AddMinutes(i),
                    Attempts = i,
                });
            }

            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var page = await caller.GetAsync<Page<DeadLetterSummary>>("/api/dead-letters?database=primary&pageSize=1");
        Assert.Equal((2, "2", 2), (page.Total, Assert.Single(page.Items).Key, page.Items[0].Attempts));
        var replayed = await caller.PostAsync<DeadLetterSummary>($"/api/dead-letters/{page.Items[0].Id}/replay", null, HttpStatusCode.Accepted);
        Assert.Equal(page.Items[0], replayed);
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.ProblemAsync("GET", "/api/dead-letters?sort=price")).Status);

        var all = await caller.PostAsync<ReplayDeadLettersResponse>("/api/dead-letters/replay", new ReplayDeadLettersRequest(Database: "primary"), HttpStatusCode.Accepted);
        Assert.Equal((2, HubSeed.Set), (all.Rows, Assert.Single(all.SyncSets)));
        var none = await caller.PostAsync<ReplayDeadLettersResponse>("/api/dead-letters/replay", new ReplayDeadLettersRequest(Table: "loans"), HttpStatusCode.Accepted);
        Assert.Equal((0, 0), (none.Rows, none.SyncSets.Count));
    }
}
