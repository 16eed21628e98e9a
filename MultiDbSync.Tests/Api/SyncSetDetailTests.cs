using System.Net;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Tests.Api;

public sealed class SyncSetDetailTests : PrimaryRegistered
{
    [Fact]
    public async Task Detail_ShowsMembersWithTheirRoutes()
    {
        BookFile.Make(Api, "branch", BookFile.Schema.Replace("TABLE books", "TABLE tomes", StringComparison.Ordinal));
        await Admin.PostAsync<DatabaseSummary>(
            "/api/databases",
            new AddDatabaseRequest(
                "branch", "sqlite", $"Data Source={Path.Combine(Api.Folder, "branch.db")}", "library",
                new FirstLoadRequest(FirstLoadMode.Replace, "primary", "branch", Route: new RouteDefinition(RouteDirection.ReceiveOnly, [new RouteTableDefinition("books", "tomes", Filter: "pages > 350")]))),
            HttpStatusCode.Created);
        var detail = await Admin.GetAsync<SyncSetDetail>("/api/sync-sets/library");
        Assert.Equal(["books"], detail.Shapes.Select(s => s.Table));
        Assert.Contains(detail.Shapes[0].Columns, c => c is { Name: "id", IsKey: true });
        var branch = Assert.Single(detail.Members, m => m.Database.Name == "branch");
        Assert.Equal((RouteState.Loading, RouteDirection.ReceiveOnly, FirstLoadMode.Replace, "primary"), (branch.State, branch.Direction, branch.LoadMode, branch.LoadSource));
        Assert.NotNull(branch.Load);
        var table = Assert.Single(branch.Tables);
        Assert.Equal(("books", "tomes", "pages > 350"), (table.Table, table.NativeTable, table.Filter));
        Assert.Empty(Assert.Single(detail.Members, m => m.Database.Name == "primary").Tables);

        var uses = await Admin.GetAsync<DatabaseUses>("/api/databases/primary/uses");
        Assert.Equal(["branch"], Assert.Single(uses.SyncSets).LoadsFromIt);
        Assert.NotNull(uses.Needed);
    }

    [Fact]
    public async Task Uses_CountWhatDependsOnTheDatabase()
    {
        await Api.Hub.ConflictAsync(1, null, HubSeed.Book(1, "a"), HubSeed.Book(1, "b"));
        var uses = await Admin.GetAsync<DatabaseUses>("/api/databases/primary/uses");
        Assert.Equal((1, 0, null), (uses.OpenConflicts, uses.DeadLetters, uses.Needed));
        Assert.Equal("library", Assert.Single(uses.SyncSets).SyncSet);
    }

    [Fact]
    public async Task Leave_OfTheDatabaseThatAnotherIsLoadedFrom_IsRefused_ElseItIsMarked()
    {
        BookFile.Make(Api, "branch");
        await Admin.PostAsync<DatabaseSummary>(
            "/api/databases",
            new AddDatabaseRequest("branch", "sqlite", $"Data Source={Path.Combine(Api.Folder, "branch.db")}", "library", new FirstLoadRequest(FirstLoadMode.Merge)), HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.Conflict, (await Admin.ProblemAsync("DELETE", "/api/sync-sets/library/databases/primary")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await Admin.SendAsync("DELETE", "/api/sync-sets/library/databases/branch")).StatusCode);
        var detail = await Admin.GetAsync<SyncSetDetail>("/api/sync-sets/library");
        Assert.Equal(RouteState.Leaving, detail.Members.Single(m => m.Database.Name == "branch").State);
        Assert.Equal(HttpStatusCode.Accepted, (await Admin.SendAsync("DELETE", "/api/sync-sets/library/databases/primary")).StatusCode);
    }

    [Fact]
    public async Task ScheduleRuns_AreTheNextFive_InTheirTimeZone()
    {
        var runs = await Admin.GetAsync<ScheduleRuns>("/api/schedule-runs?schedule=0+3+*+*+1&timeZone=Europe/Berlin");
        var local = runs.Next.Select(n => TimeZoneInfo.ConvertTime(n, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))).ToList();
        Assert.Equal(5, local.Count);
        Assert.All(local, n => Assert.Equal((DayOfWeek.Monday, 3, 0), (n.DayOfWeek, n.Hour, n.Minute)));
        Assert.True(local[0] > Api.Clock.GetUtcNow());
        Assert.All(local.Zip(local.Skip(1)), pair => Assert.Equal(7, (pair.Second.Date - pair.First.Date).Days));
    }

    [Theory]
    [InlineData("every day", "UTC", "schedule")]
    [InlineData("0 3 30 2 *", "UTC", "schedule")]
    [InlineData("0 3 * * *", "Mars/Olympus", "timeZone")]
    [InlineData("", "UTC", "schedule")]
    public async Task ScheduleRuns_OfWhatNeverComes_SaysWhy(string schedule, string zone, string field)
    {
        var refused = await Admin.ProblemAsync("GET", $"/api/schedule-runs?schedule={Uri.EscapeDataString(schedule)}&timeZone={Uri.EscapeDataString(zone)}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty(field, out _));
    }
}
