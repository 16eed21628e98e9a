using System.Net;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

/// <summary>Who is to decide, remarks, and taking a decision back.</summary>
public sealed class ConflictCareTests : PrimaryRegistered
{
    private static readonly string Operator = Accounts.EmailOf(Roles.Operator);

    [Fact]
    public async Task Assignees_AreThoseWhoMayDecide()
    {
        using var caller = await Api.SignedInAsync(Roles.Operator);
        using var viewer = await Api.SignedInAsync(Roles.Viewer);
        using var gone = await Api.RegisteredAsync("gone@example.org");
        await Admin.PutAsync<UserSummary>($"/api/users/{gone.Session!.UserId}", new UpdateUserRequest(Roles.Operator, true));
        Assert.Equal([Accounts.EmailOf(Roles.Admin), Operator], await caller.GetAsync<List<string>>("/api/conflicts/assignees"));
    }

    [Fact]
    public async Task Assignee_IsShown_Filtered_AndInTheHistory()
    {
        using var caller = await Api.SignedInAsync(Roles.Operator);
        var id = await OpenAsync(1);
        await OpenAsync(2);
        Assert.Equal(Operator, (await AssignAsync(id, Operator)).Summary.AssignedTo);
        Assert.Equal(1, await CountAsync(caller, "assignedTo=me"));
        Assert.Equal(0, await CountAsync(Admin, "assignedTo=me"));
        Assert.Equal(1, await CountAsync(Admin, $"assignedTo={Operator}"));
        Assert.Equal(1, await CountAsync(Admin, "assignedTo=nobody"));

        var free = await AssignAsync(id, null);
        Assert.Null(free.Summary.AssignedTo);
        Assert.Equal([("assigned", Operator), ("assigned", null)], free.History.Select(h => (h.Action, h.Detail)));
        Assert.All(free.History, h => Assert.Equal(Accounts.EmailOf(Roles.Admin), h.Actor));
    }

    [Theory]
    [InlineData("nobody@example.org")]
    [InlineData("viewer@example.org")]
    public async Task Assignee_WhoMayNotDecide_IsRefused(string account)
    {
        using var viewer = await Api.SignedInAsync(Roles.Viewer);
        var refused = await Admin.ProblemAsync("PUT", $"/api/conflicts/{await OpenAsync(1)}/assignee", new AssignConflictRequest(account));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid"), (refused.Status, refused.Type));
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty("account", out _));
    }

    [Fact]
    public async Task Comment_JoinsTheHistory()
    {
        var id = await OpenAsync(1);
        var detail = await Admin.PostAsync<ConflictDetail>($"/api/conflicts/{id}/comments", new CommentConflictRequest("  asked the library  "));
        Assert.Equal(("commented", "asked the library"), (Assert.Single(detail.History).Action, detail.History[0].Detail));
        Assert.Equal(1, detail.Summary.Version);
        foreach (var text in new[] { " ", new string('x', 2001) })
            Assert.Equal("invalid", (await Admin.ProblemAsync("POST", $"/api/conflicts/{id}/comments", new CommentConflictRequest(text))).Type);
        Assert.Equal(HttpStatusCode.BadRequest, (await Admin.SendAsync("POST", $"/api/conflicts/{id}/comments", "{}")).StatusCode);
    }

    [Fact]
    public async Task Reopen_ParksTheRowAgain_AndTheNextDecisionCounts()
    {
        var id = await SettledAsync(1);
        var open = await Admin.PostAsync<ConflictDetail>($"/api/conflicts/{id}/reopen", new ReopenConflictRequest(2, "too fast"));
        Assert.Equal((ConflictStatus.Open, 3, (string?)null), (open.Summary.Status, open.Summary.Version, open.Summary.Resolution));
        Assert.Equal([("resolved", "keep-left"), ("reopened", "too fast")], open.History.Select(h => (h.Action, h.Detail)));

        var again = await Admin.PostAsync<ConflictDetail>("/api/resolve-conflict", new ResolveConflictRequest(id, 3, ConflictChoice.KeepRight, null, null));
        Assert.Equal((ConflictStatus.Resolved, "right"), (again.Summary.Status, again.Cells[1].Result));
    }

    [Fact]
    public async Task Reopen_WhatIsOpenOrMoved_IsAnsweredWithTheNewState()
    {
        var id = await SettledAsync(1);
        var moved = await Admin.ProblemAsync("POST", $"/api/conflicts/{id}/reopen", new ReopenConflictRequest(1));
        Assert.Equal((HttpStatusCode.Conflict, "conflict-moved"), (moved.Status, moved.Type));
        Assert.Equal(2, moved.Body.GetProperty("conflict").GetProperty("summary").GetProperty("version").GetInt32());
        Assert.Equal("conflict-moved", (await Admin.ProblemAsync("POST", $"/api/conflicts/{await OpenAsync(2)}/reopen", new ReopenConflictRequest(1))).Type);
    }

    [Fact]
    public async Task Reopen_WhileAnotherConflictHasTheRow_IsRefused()
    {
        var id = await SettledAsync(1);
        var other = await OpenAsync(1);
        var refused = await Admin.ProblemAsync("POST", $"/api/conflicts/{id}/reopen", new ReopenConflictRequest(2));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid"), (refused.Status, refused.Type));
        Assert.Contains($"#{other}", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reopen_OfARowThatTheHubForgot_ReadsItFromADatabase()
    {
        var id = await SettledAsync(1);
        await ForgetAsync();
        var open = await Admin.PostAsync<ConflictDetail>($"/api/conflicts/{id}/reopen", new ReopenConflictRequest(2));
        Assert.Equal(ConflictStatus.Open, open.Summary.Status);
        Assert.Equal("Dune", Assert.Single(open.LaterChanges).Values["title"]);
    }

    [Fact]
    public async Task Reopen_OfAForgottenRow_WithoutADatabase_SaysWhatToDo()
    {
        var id = await SettledAsync(1);
        await ForgetAsync();
        File.Delete(Path.Combine(Api.Folder, "primary.db"));
        var unreached = await Admin.ProblemAsync("POST", $"/api/conflicts/{id}/reopen", new ReopenConflictRequest(2));
        Assert.Equal((HttpStatusCode.BadGateway, "database-unavailable"), (unreached.Status, unreached.Type));
        Assert.Contains("primary did not answer", unreached.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await Admin.PutAsync<DatabaseSummary>("/api/databases/primary/enabled", new SetEnabledRequest(false));
        var none = await Admin.ProblemAsync("POST", $"/api/conflicts/{id}/reopen", new ReopenConflictRequest(2));
        Assert.Equal((HttpStatusCode.Conflict, "database-unavailable"), (none.Status, none.Type));
        Assert.Contains("Switch one on", none.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(ConflictStatus.Resolved, (await Admin.GetAsync<ConflictDetail>($"/api/get-conflicts/{id}")).Summary.Status);
    }

    [Fact]
    public async Task Reopen_WhenTheTableLeftItsSet_IsRefused()
    {
        var id = await SettledAsync(1);
        Assert.Equal(HttpStatusCode.Accepted, (await Admin.SendAsync("DELETE", "/api/sync-sets/library")).StatusCode);
        var refused = await Admin.ProblemAsync("POST", $"/api/conflicts/{id}/reopen", new ReopenConflictRequest(2));
        Assert.Contains("belongs to library no more", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private Task<long> OpenAsync(long book) => Api.Hub.ConflictAsync(book, HubSeed.Book(book, "base"), HubSeed.Book(book, "left"), HubSeed.Book(book, "right"));

    private async Task<long> SettledAsync(long book)
    {
        var id = await OpenAsync(book);
        await Admin.PostAsync<ConflictDetail>("/api/resolve-conflict", new ResolveConflictRequest(id, 1, ConflictChoice.KeepLeft, null, null));
        return id;
    }

    private Task<ConflictDetail> AssignAsync(long id, string? account) => Admin.PutAsync<ConflictDetail>($"/api/conflicts/{id}/assignee", new AssignConflictRequest(account));

    private static async Task<int> CountAsync(ApiCaller caller, string query) => (await caller.GetAsync<Page<ConflictSummary>>($"/api/get-conflicts?{query}")).Total;

    // As pruning does once everybody has the row.
    private async Task ForgetAsync()
    {
        await using var connection = await Api.Hub.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM row_head; DELETE FROM hub_log;";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
