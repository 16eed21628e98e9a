using System.Net;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Tests.Api;

/// <summary>Policies by kind and by column, and trying one on past conflicts.</summary>
public sealed class SyncSetPolicyTests : IAsyncLifetime
{
    private const string Books = "/api/sync-sets/library/tables/books";

    private readonly ApiFactory _api = new();
    private ApiCaller _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _admin = await _api.AdminAsync();
        await _api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("mysql_sim"));
    }

    public ValueTask DisposeAsync()
    {
        _admin.Dispose();
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Update_SetsKindsAndColumns_AndABareDefaultLeavesThem()
    {
        var definition = new TablePolicyDefinition(
            "merge-columns, last-write-wins", new Dictionary<string, string> { ["updateDelete"] = "last-write-wins" }, new Dictionary<string, string> { ["pages"] = "add-deltas" });
        var books = Assert.Single((await UpdateAsync(new(null, null, null, null, null, new Dictionary<string, TablePolicyDefinition> { ["books"] = definition }))).Tables);
        Assert.Equal("merge-columns,last-write-wins", books.Policy);
        Assert.Equal("last-write-wins", Assert.Single(books.KindPolicies, k => k.Key == ConflictKind.UpdateDelete).Value);
        Assert.Equal("add-deltas", Assert.Single(books.ColumnPolicies, c => c.Key == "pages").Value);

        books = Assert.Single((await UpdateAsync(new(null, null, null, null, new Dictionary<string, string> { ["books"] = "manual" }))).Tables);
        Assert.Equal(("manual", 1, 1), (books.Policy, books.KindPolicies.Count, books.ColumnPolicies.Count));

        books = Assert.Single((await UpdateAsync(new(null, null, null, null, null, new Dictionary<string, TablePolicyDefinition> { ["books"] = new("manual") }))).Tables);
        Assert.Empty(books.KindPolicies);
        Assert.Empty(books.ColumnPolicies);
    }

    [Theory]
    [InlineData("""{"default":"toss-a-coin"}""", "'toss-a-coin' is no conflict policy")]
    [InlineData("""{"default":"keep-both"}""", "CreateCreate only")]
    [InlineData("""{"default":"manual","kinds":{"Quarrel":"manual"}}""", "'Quarrel' is no kind of conflict")]
    [InlineData("""{"default":"manual","kinds":{"Divergence":"last-write-wins"}}""", "always manual")]
    [InlineData("""{"default":"manual","kinds":{"UniqueKey":"merge-columns"}}""", "can't settle UniqueKey")]
    [InlineData("""{"default":"manual","columns":{"colour":"max"}}""", "no column colour")]
    [InlineData("""{"default":"manual","columns":{"id":"max"}}""", "belongs to the key")]
    [InlineData("""{"default":"manual","columns":{"title":"add-deltas"}}""", "is for numbers")]
    [InlineData("""{"default":"manual","columns":{"title":null}}""", "no policy for a column")]
    [InlineData("null", "needs a policy")]
    public async Task Update_WithAPolicyThatCantBeUsed_SaysWhy_AndChangesNothing(string policy, string reason)
    {
        var refused = await _admin.ProblemAsync("PUT", "/api/sync-sets/library", $$$"""{"mode":"Manual","tablePolicies":{"books":{{{policy}}}}}""");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid"), (refused.Status, refused.Type));
        Assert.Contains(reason, refused.Body.GetProperty("errors").GetProperty("tablePolicies.books")[0].GetString(), StringComparison.Ordinal);
        var set = Assert.Single(await _admin.GetAsync<List<SyncSetSummary>>("/api/sync-sets"));
        Assert.Equal((SyncMode.RealTime, "merge-columns"), (set.Mode, set.Tables[0].Policy));
    }

    [Theory]
    [InlineData("""{"policies":{"books":"keep-both"}}""", "policies.books")]
    [InlineData("""{"policies":{"books":"manual"},"tablePolicies":{"books":{"default":"manual"}}}""", "policies.books")]
    [InlineData("""{"tablePolicies":{"none":{"default":"manual"}}}""", "tablePolicies.none")]
    public async Task Update_WithAnotherFault_NamesTheField(string body, string field)
    {
        var refused = await _admin.ProblemAsync("PUT", "/api/sync-sets/library", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Choices_AreThoseThatTheTableCanHave()
    {
        var choices = await _admin.GetAsync<TablePolicyChoices>($"{Books}/policies");
        Assert.Contains("node-priority", choices.Default);
        Assert.DoesNotContain("keep-both", choices.Default);
        Assert.Contains("keep-both", choices.Kinds[ConflictKind.CreateCreate]);
        Assert.Equal(["manual", "last-write-wins", "first-write-wins", "node-priority"], choices.Kinds[ConflictKind.ForeignKey]);
        Assert.False(choices.Kinds.ContainsKey(ConflictKind.Divergence));
        Assert.Equal(["id", "title", "pages", "price", "cover", "note"], choices.Columns.Select(c => c.Column));
        Assert.Equal((true, 0, "INTEGER"), (choices.Columns[0].IsKey, choices.Columns[0].Policies.Count, choices.Columns[0].Type));
        Assert.Contains("add-deltas", choices.Columns[2].Policies);
        Assert.DoesNotContain("max", choices.Columns[1].Policies);
    }

    [Fact]
    public async Task Try_TellsWhatWouldHaveBeen_AndChangesNothing()
    {
        var open = await _api.Hub.ConflictAsync(1, HubSeed.Book(1, "t", 10), HubSeed.Book(1, "t", 13), HubSeed.Book(1, "t", 14));
        var agreed = await SettledAsync(2, "17");
        var lost = await SettledAsync(3, "13");
        var text = await _api.Hub.ConflictAsync(4, HubSeed.Book(4, "t"), HubSeed.Book(4, "l"), HubSeed.Book(4, "r"));
        var trial = await TryAsync(new TryPolicyRequest("manual", null, new Dictionary<string, string> { ["pages"] = "add-deltas" }));
        Assert.Equal((4, 3, 1, 2), (trial.Tried, trial.Counts["merged"], trial.Counts["ask"], trial.Otherwise));
        Assert.Equal([text, lost, agreed, open], trial.Conflicts.Select(c => c.Id));
        Assert.Equal([false, true, false, true], trial.Conflicts.Select(c => c.Otherwise));
        Assert.Equal(("3", ConflictKind.UpdateUpdate, "edit", "merged"), (trial.Conflicts[1].Key, trial.Conflicts[1].Kind, trial.Conflicts[1].Was, trial.Conflicts[1].WouldBe));
        Assert.Equal("open", trial.Conflicts[3].Was);
        Assert.Equal(2, (await TryAsync(new TryPolicyRequest("manual", Last: 2))).Tried);
        Assert.Equal(ConflictStatus.Open, (await _admin.GetAsync<ConflictDetail>($"/api/get-conflicts/{open}")).Summary.Status);
    }

    [Fact]
    public async Task Try_ByPriority_UsesTheDatabases()
    {
        await _admin.SendAsync("PUT", "/api/databases/mysql_sim/priority", """{"priority":5}""");
        await _api.Hub.ConflictAsync(1, HubSeed.Book(1, "t"), HubSeed.Book(1, "l"), HubSeed.Book(1, "r"));
        Assert.Equal("keep-right", Assert.Single((await TryAsync(new TryPolicyRequest("node-priority"))).Conflicts).WouldBe);
        await _admin.SendAsync("PUT", "/api/databases/primary/priority", """{"priority":6}""");
        Assert.Equal("keep-left", Assert.Single((await TryAsync(new TryPolicyRequest("node-priority"))).Conflicts).WouldBe);
    }

    [Theory]
    [InlineData("last", """{"default":"manual","last":0}""")]
    [InlineData("last", """{"default":"manual","last":1001}""")]
    [InlineData("policy", """{"default":"toss-a-coin"}""")]
    public async Task Try_WithBadValue_NamesIt(string field, string body)
    {
        var refused = await _admin.ProblemAsync("POST", $"{Books}/try-policy", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty(field, out _));
    }

    private async Task<long> SettledAsync(long book, string pages)
    {
        var id = await _api.Hub.ConflictAsync(book, HubSeed.Book(book, "t", 10), HubSeed.Book(book, "t", 13), HubSeed.Book(book, "t", 14));
        var values = new Dictionary<string, string?> { ["id"] = $"{book}", ["title"] = "t", ["pages"] = pages, ["price"] = null, ["cover"] = null, ["note"] = null };
        await _admin.PostAsync<ConflictDetail>("/api/resolve-conflict", new ResolveConflictRequest(id, 1, ConflictChoice.Edit, values, null));
        return id;
    }

    private Task<SyncSetSummary> UpdateAsync(UpdateSyncSetRequest request) => _admin.PutAsync<SyncSetSummary>("/api/sync-sets/library", request);

    private Task<PolicyTrialResult> TryAsync(TryPolicyRequest request) => _admin.PostAsync<PolicyTrialResult>($"{Books}/try-policy", request);
}
