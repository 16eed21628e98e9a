using System.Net;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

/// <summary>History is its owner's alone; saved queries are shared when their owner says so.</summary>
public sealed class QueryLibraryTests : IAsyncLifetime
{
    private readonly ApiFactory _api = new();
    private ApiCaller _ada = null!;
    private ApiCaller _bob = null!;

    public async ValueTask InitializeAsync()
    {
        _ada = await _api.SignedInAsync(Roles.Operator);
        _bob = await _api.RegisteredAsync("bob@example.org");
        using (var admin = await _api.AdminAsync()) await admin.PutAsync<UserSummary>($"/api/users/{_bob.Session!.UserId}", new UpdateUserRequest(Roles.Operator, null));
        _bob.As(await _bob.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest("bob@example.org", ApiCaller.Password)));
        var (primary, second) = (HubSeed.Node("primary"), HubSeed.Node("second"));
        (primary.ConnectionString, second.ConnectionString) = (BookFile.Make(_api, "primary"), BookFile.Make(_api, "second"));
        await _api.Hub.SeedAsync(primary, second);
    }

    public ValueTask DisposeAsync()
    {
        _ada.Dispose();
        _bob.Dispose();
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task History_HoldsOnesOwnRuns_ForNobodyElse()
    {
        await RunAsync(_ada, "primary", "SELECT title FROM books WHERE note = 'a secret'");
        await _ada.ProblemAsync("POST", "/api/run-query", new RunQueryRequest("primary", "SELECT nosuch FROM books", null));
        var mine = await HistoryAsync(_ada);
        Assert.Equal([QueryOutcome.Refused, QueryOutcome.Ran], mine.Items.Select(r => r.Outcome));
        Assert.Equal("SELECT title FROM books WHERE note = 'a secret'", mine.Items[1].Sql);
        Assert.Equal((0, 0), ((await HistoryAsync(_bob)).Total, (await HistoryAsync(_bob)).Items.Count));

        Assert.Equal(HttpStatusCode.NotFound, (await _bob.SendAsync("DELETE", $"/api/query-history/{mine.Items[0].Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _bob.SendAsync("DELETE", "/api/query-history")).StatusCode);
        Assert.Equal(2, (await HistoryAsync(_ada)).Total);
        Assert.Equal(HttpStatusCode.NoContent, (await _ada.SendAsync("DELETE", $"/api/query-history/{mine.Items[0].Id}")).StatusCode);
        Assert.Single((await HistoryAsync(_ada)).Items);
        Assert.Equal(HttpStatusCode.NoContent, (await _ada.SendAsync("DELETE", "/api/query-history")).StatusCode);
        Assert.Empty((await HistoryAsync(_ada)).Items);
    }

    [Fact]
    public async Task History_OneRunOnSeveralDatabases_IsOneEntryWithTheWorstOutcome()
    {
        var run = Guid.NewGuid();
        await Task.WhenAll(RunAsync(_ada, "primary", "SELECT * FROM books", run), RunAsync(_ada, "second", "SELECT * FROM books", run));
        var entry = Assert.Single((await HistoryAsync(_ada)).Items);
        Assert.Equal(["primary", "second"], entry.Databases.Order());
        Assert.Equal((QueryOutcome.Ran, 6), (entry.Outcome, entry.Rows));

        File.Delete(Path.Combine(_api.Folder, "second.db"));
        var other = Guid.NewGuid();
        await _ada.ProblemAsync("POST", "/api/run-query", new RunQueryRequest("second", "SELECT 1", null, other));
        await RunAsync(_ada, "primary", "SELECT 1", other);
        Assert.Equal(QueryOutcome.Failed, (await HistoryAsync(_ada)).Items[0].Outcome);
    }

    [Fact]
    public async Task History_IsSearched_AndKeepsTheLast200()
    {
        for (var i = 0; i < 203; i++) await RunAsync(_ada, "primary", $"SELECT {i} AS n");
        var all = await HistoryAsync(_ada, "?pageSize=500");
        Assert.Equal((200, "SELECT 202 AS n", "SELECT 3 AS n"), (all.Total, all.Items[0].Sql, all.Items[^1].Sql));
        Assert.Equal(["SELECT 77 AS n", "SELECT 177 AS n"], (await HistoryAsync(_ada, "?search=77 as")).Items.Select(r => r.Sql).OrderBy(s => s.Length));
        Assert.Empty((await HistoryAsync(_ada, "?search=%25")).Items);
    }

    [Fact]
    public async Task Saved_OwnAndShared_AreSeenAndChangedByWhoMay()
    {
        var own = await _ada.PostAsync<SavedQuery>("/api/saved-queries", new SaveQueryRequest(" Dear books ", "SELECT 1", ["primary"], false), HttpStatusCode.Created);
        var shared = await _ada.PostAsync<SavedQuery>("/api/saved-queries", new SaveQueryRequest("Counts", "SELECT 2", ["primary", "second"], true), HttpStatusCode.Created);
        Assert.Equal(("Dear books", true), (own.Name, own.MayChange));
        var seen = Assert.Single(await _bob.GetAsync<IReadOnlyList<SavedQuery>>("/api/saved-queries"));
        Assert.Equal((shared.Id, false, _ada.Session!.Email), (seen.Id, seen.MayChange, seen.Owner));

        Assert.Equal("not-found", (await _bob.ProblemAsync("DELETE", $"/api/saved-queries/{own.Id}")).Type);
        Assert.Equal("not-allowed", (await _bob.ProblemAsync("DELETE", $"/api/saved-queries/{shared.Id}")).Type);
        Assert.Equal("not-allowed", (await _bob.ProblemAsync("PUT", $"/api/saved-queries/{shared.Id}", new SaveQueryRequest("Mine", "SELECT 3", [], false))).Type);
        Assert.Equal("name-taken", (await _ada.ProblemAsync("POST", "/api/saved-queries", new SaveQueryRequest("Counts", "SELECT 4", [], false))).Type);
        Assert.Equal("name-taken", (await _ada.ProblemAsync("PUT", $"/api/saved-queries/{own.Id}", new SaveQueryRequest("Counts", "SELECT 4", [], false))).Type);
        Assert.Equal("invalid", (await _ada.ProblemAsync("POST", "/api/saved-queries", new SaveQueryRequest("", " ", [], false))).Type);

        using var admin = await _api.SignedInAsync(Roles.Admin);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.SendAsync("DELETE", $"/api/saved-queries/{shared.Id}")).StatusCode);
        var changed = await _ada.PutAsync<SavedQuery>($"/api/saved-queries/{own.Id}", new SaveQueryRequest("Dearer", "SELECT 5", ["second"], true));
        Assert.Equal(("Dearer", "SELECT 5", true), (changed.Name, changed.Sql, changed.IsShared));
        Assert.Equal(["second"], changed.Databases);
    }

    [Fact]
    public async Task Explain_TellsStepsAndAdvice_AndWhereAnErrorIs()
    {
        var plan = await _ada.PostAsync<ExplainQueryResponse>("/api/explain-query", new ExplainQueryRequest("primary", "SELECT title FROM books WHERE id = 1"));
        Assert.Equal(("INTEGER PRIMARY KEY", 0), (Assert.Single(plan.Steps).Index, plan.Steps[0].Depth));
        Assert.Empty(plan.Advice);
        Assert.Empty((await HistoryAsync(_ada)).Items);
        var refused = await _ada.ProblemAsync("POST", "/api/explain-query", new ExplainQueryRequest("primary", "SELECT title\nFORM books"));
        Assert.Equal((2, 6), (refused.Body.GetProperty("line").GetInt32(), refused.Body.GetProperty("column").GetInt32()));
        var language = await _ada.GetAsync<QueryLanguage>("/api/query-language/primary");
        Assert.Contains("GROUP BY", language.Keywords);
    }

    private static Task<QueryResponse> RunAsync(ApiCaller caller, string database, string sql, Guid? run = null) =>
        caller.PostAsync<QueryResponse>("/api/run-query", new RunQueryRequest(database, sql, null, run));

    private static Task<Page<QueryRun>> HistoryAsync(ApiCaller caller, string query = "") => caller.GetAsync<Page<QueryRun>>("/api/query-history" + query);
}
