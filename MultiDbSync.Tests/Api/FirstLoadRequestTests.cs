using System.Net;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Api;

public sealed class FirstLoadRequestTests : PrimaryRegistered
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("Newcomer")]
    public async Task Replace_WithoutTheNameTypedIn_IsRefused_AndNothingIsRegistered(string? typed)
    {
        var refused = await Admin.ProblemAsync("POST", "/api/databases", Add("newcomer", new FirstLoadRequest(FirstLoadMode.Replace, Confirm: typed)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid"), (refused.Status, refused.Type));
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty("firstLoad.confirm", out _));
        Assert.Single(await Admin.GetAsync<List<DatabaseSummary>>("/api/databases"));
    }

    [Fact]
    public async Task Merge_IsARun_ThatTellsItsTables()
    {
        await Admin.PostAsync<DatabaseSummary>("/api/databases", Add("newcomer", new FirstLoadRequest(FirstLoadMode.Merge)), HttpStatusCode.Created);
        var run = Assert.Single((await Admin.GetAsync<Page<RunSummary>>("/api/runs")).Items);
        Assert.Equal((RunKind.FirstLoad, RunStatus.Queued, HubSeed.Set), (run.Kind, run.Status, run.SyncSet));
        var load = (await Admin.GetAsync<RunSummary>($"/api/runs/{run.Id}")).Load!;
        Assert.Equal(("newcomer", "primary", FirstLoadMode.Merge, 0), (load.Database, load.Source, load.Mode, load.Copied));
        await using var db = Api.Hub.CreateContext();
        var route = await db.SyncRoutes.SingleAsync(r => r.Node == "newcomer", Stop);
        Assert.Equal((RouteState.Loading, SyncRouteEntity.NotPrepared), (route.State, route.StartPosition));
    }

    [Fact]
    public async Task MissingTables_AreMadeOnRequestOnly()
    {
        var empty = BookFile.Make(Api, "empty", "CREATE TABLE other (id INTEGER PRIMARY KEY)");
        var request = new AddDatabaseRequest("empty", "sqlite", empty, HubSeed.Set, new FirstLoadRequest(FirstLoadMode.Merge));
        var refused = await Admin.ProblemAsync("POST", "/api/databases", request);
        Assert.Equal((HttpStatusCode.Conflict, "schema-differs"), (refused.Status, refused.Type));
        await Admin.PostAsync<DatabaseSummary>("/api/databases", request with { FirstLoad = request.FirstLoad! with { CreateMissingTables = true } }, HttpStatusCode.Created);
        var tables = await Admin.GetAsync<List<DatabaseTable>>("/api/databases/empty/tables");
        Assert.Equal(["id", "title", "pages", "price", "cover", "note"], tables.Single(t => t.Name == "books").Columns.Select(c => c.Name));
    }

    [Fact]
    public async Task Route_IsKeptAsAskedFor()
    {
        var file = BookFile.Make(Api, "narrow", "CREATE TABLE buch (nr INTEGER PRIMARY KEY NOT NULL, title TEXT NOT NULL, pages INTEGER, own TEXT);");
        var route = new RouteDefinition(
            RouteDirection.ReceiveOnly, [new RouteTableDefinition("books", "buch", new Dictionary<string, string> { ["nr"] = "id" }, ["price", "cover", "note"], "pages > 350")]);
        await Admin.PostAsync<DatabaseSummary>(
            "/api/databases", new AddDatabaseRequest("narrow", "sqlite", file, HubSeed.Set, new FirstLoadRequest(FirstLoadMode.Replace, Confirm: "narrow", Route: route)), HttpStatusCode.Created);
        var known = (await Api.Hub.ReadTopologyAsync(Stop)).Sets[HubSeed.Set].RouteOf("narrow");
        Assert.Equal(RouteDirection.ReceiveOnly, known.Direction);
        var table = known.Tables["books"];
        Assert.Equal(("buch", "pages > 350", "id"), (table.Native.Name, table.Filter, table.AgreedName("nr")));
        Assert.Equal(["nr", "title", "pages"], table.Native.Columns.Select(c => c.Name));
    }

    [Theory]
    [InlineData("pages >", FirstLoadMode.Replace, "firstLoad.route.books.filter")]
    [InlineData("pages > 350", FirstLoadMode.Merge, "firstLoad.mode")]
    public async Task Route_ThatCannotBe_IsRefusedByField(string filter, FirstLoadMode mode, string field)
    {
        var load = new FirstLoadRequest(mode, Confirm: "newcomer", Route: new RouteDefinition(Tables: [new RouteTableDefinition("books", Filter: filter)]));
        var refused = await Admin.ProblemAsync("POST", "/api/databases", Add("newcomer", load));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty(field, out _), refused.Body.ToString());
    }

    [Fact]
    public async Task LastDatabaseWithoutAFilter_IsNotRemoved()
    {
        await Admin.PostAsync<DatabaseSummary>("/api/databases", Add("second", null), HttpStatusCode.Created);
        var some = new FirstLoadRequest(FirstLoadMode.Replace, Confirm: "some", Route: new RouteDefinition(Tables: [new RouteTableDefinition("books", Filter: "pages > 350")]));
        await Admin.PostAsync<DatabaseSummary>("/api/databases", Add("some", some), HttpStatusCode.Created);
        await Admin.PostAsync<DatabaseSummary>("/api/databases", Add("loading", new FirstLoadRequest(FirstLoadMode.Merge)), HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.Accepted, (await Admin.SendAsync("DELETE", "/api/databases/second")).StatusCode);

        var refused = await Admin.ProblemAsync("DELETE", "/api/databases/primary");

        Assert.Equal((HttpStatusCode.Conflict, "last-complete-database", "library needs primary."), (refused.Status, refused.Type, refused.Body.GetProperty("title").GetString()));
        Assert.Contains("all rows of books", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True((await Admin.GetAsync<List<DatabaseSummary>>("/api/databases")).Single(d => d.Name == "primary").Enabled);
        Assert.Equal(HttpStatusCode.Accepted, (await Admin.SendAsync("DELETE", "/api/databases/some")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await Admin.SendAsync("DELETE", "/api/databases/primary")).StatusCode);
    }

    [Fact]
    public async Task UnknownSource_IsRefused()
    {
        var refused = await Admin.ProblemAsync("POST", "/api/databases", Add("newcomer", new FirstLoadRequest(FirstLoadMode.Merge, "nobody")));
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty("firstLoad.source", out _));
    }

    [Fact]
    public async Task RegisteredDatabase_JoinsOnce_AndAnotherSourceCanBeChosen()
    {
        await Admin.PostAsync<DatabaseSummary>("/api/databases", Add("second", null), HttpStatusCode.Created);
        await Admin.PostAsync<DatabaseSummary>("/api/databases", Add("newcomer", null) with { SyncSet = null }, HttpStatusCode.Created);
        var join = new JoinSyncSetRequest("newcomer", new FirstLoadRequest(FirstLoadMode.Replace, "primary", "newcomer"));
        var run = await Admin.PostAsync<RunSummary>("/api/sync-sets/library/databases", join, HttpStatusCode.Accepted);
        Assert.Equal(RunKind.FirstLoad, run.Kind);
        Assert.Equal(HttpStatusCode.Conflict, (await Admin.ProblemAsync("POST", "/api/sync-sets/library/databases", join)).Status);
        Assert.Equal(run.Id, (await Admin.PostAsync<RunSummary>("/api/sync-sets/library/databases/newcomer/load", new RestartLoadRequest("second"), HttpStatusCode.Accepted)).Id);
        Assert.Equal("second", (await Admin.GetAsync<RunSummary>($"/api/runs/{run.Id}")).Load!.Source);
        var refused = await Admin.ProblemAsync("POST", "/api/sync-sets/library/databases/newcomer/load", new RestartLoadRequest("nobody"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }

    private AddDatabaseRequest Add(string name, FirstLoadRequest? load) => new(name, "sqlite", BookFile.Make(Api, name), HubSeed.Set, load);
}
