using System.Net;
using System.Text.Json;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Api;

/// <summary>Columns from either side, keeping both, and decisions that come too late.</summary>
public sealed class ConflictChoiceTests : IAsyncLifetime
{
    private static readonly RowImage Base = HubSeed.Book(7, "Dune", pages: 400, price: 9.5, note: "old");
    private static readonly RowImage Left = HubSeed.Book(7, "Dune Messiah", pages: 400, price: 10, note: "old");
    private static readonly RowImage Right = HubSeed.Book(7, "Children of Dune", pages: 444, price: 11, note: "old");

    private readonly ApiFactory _api = new();
    private ApiCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _caller = await _api.SignedInAsync(Roles.Operator);
        await _api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("mysql_sim"));
    }

    public ValueTask DisposeAsync()
    {
        _caller.Dispose();
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Columns_AreTakenFromTheirSides_OthersFromTheSideThatChangedThem()
    {
        var id = await _api.Hub.ConflictAsync(7, Base, Left, Right);
        var detail = await ResolveAsync(Columns(id, ("title", ColumnSource.Right), ("price", ColumnSource.Base)));
        Assert.Equal(["7", "Children of Dune", "444", "9.5", null, "old"], detail.Cells.Select(c => c.Result));
        Assert.Equal((ConflictStatus.Resolved, "columns"), (detail.Summary.Status, detail.Summary.Resolution));
        Assert.Equal(("resolved", Accounts.EmailOf(Roles.Operator)), (detail.History[^1].Action, detail.History[^1].Actor));

        await using var db = _api.Hub.CreateContext();
        var result = RowImage.FromJson((await db.Conflicts.FindAsync([id], TestContext.Current.CancellationToken))!.ResultImage)!;
        Assert.Equal(HubSeed.Book(7, "Children of Dune", pages: 444, price: 9.5, note: "old"), result);
    }

    [Fact]
    public async Task Columns_ThatBothChanged_MustBeNamed()
    {
        var id = await _api.Hub.ConflictAsync(7, Base, Left, Right);
        var refused = await RefusedAsync(Columns(id, ("title", ColumnSource.Left), ("colour", ColumnSource.Left)));
        Assert.Equal(["colour", "price"], refused.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
        Assert.Contains("Both sides changed column price", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(ConflictStatus.Open, (await _caller.GetAsync<ConflictDetail>($"/api/get-conflicts/{id}")).Summary.Status);
    }

    [Fact]
    public async Task Columns_OfRowsThatBothCreated_HaveNoBase()
    {
        var id = await _api.Hub.ConflictAsync(8, null, HubSeed.Book(8, "Emma", note: "a"), HubSeed.Book(8, "Emma", pages: null, price: 3), ConflictKind.CreateCreate);
        var refused = await RefusedAsync(Columns(id, ("note", ColumnSource.Base)));
        Assert.Equal("There was no row before, so column note can't be taken from it.", refused.GetProperty("errors").GetProperty("note")[0].GetString());

        var detail = await ResolveAsync(Columns(id));
        Assert.Equal(["8", "Emma", "100", "3", null, "a"], detail.Cells.Select(c => c.Result));
    }

    [Fact]
    public async Task Columns_WithoutARowOnOneSide_AreRefused()
    {
        var id = await _api.Hub.ConflictAsync(9, Base, Left, null, ConflictKind.UpdateDelete);
        Assert.True((await RefusedAsync(Columns(id))).GetProperty("errors").TryGetProperty("choice", out _));
    }

    [Fact]
    public async Task KeepBoth_WithAKey_LetsBothRowsStand()
    {
        var id = await BothCreatedAsync(5);
        var detail = await ResolveAsync(Both(id, new() { ["id"] = "50" }));
        Assert.Equal(("keep-both", "50"), (detail.Summary.Resolution, detail.Summary.NewKey));
        Assert.Equal(["[50]", "[5]"], await HubKeysAsync());
    }

    [Fact]
    public async Task KeepBoth_WithoutAKey_GetsOneOrIsToldWhatToGive()
    {
        var id = await BothCreatedAsync(5);
        var answer = await _caller.SendAsync("POST", "/api/resolve-conflict", Both(id, null));
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (answer.StatusCode == HttpStatusCode.OK) Assert.NotNull(JsonSerializer.Deserialize<ConflictDetail>(text, ApiCaller.Json)!.Summary.NewKey);
        else Assert.Contains("give the new key (id)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", "many", "whole number")]
    [InlineData("id", null, "needs a value")]
    [InlineData("title", "x", "does not belong to the key")]
    public async Task KeepBoth_WithABadKey_NamesTheColumn(string column, string? text, string reason)
    {
        var id = await BothCreatedAsync(5);
        var refused = await RefusedAsync(Both(id, new() { [column] = text }));
        Assert.Contains(reason, refused.GetProperty("errors").GetProperty(column)[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeepBoth_WithATakenKey_OrOfChangedRows_IsRefusedByTheEngine()
    {
        var id = await BothCreatedAsync(5);
        Assert.Contains("has the key 5", (await RefusedAsync(Both(id, new() { ["id"] = "5" }))).GetProperty("detail").GetString(), StringComparison.Ordinal);
        var other = await _api.Hub.ConflictAsync(7, Base, Left, Right);
        Assert.Contains("created rows with one key", (await RefusedAsync(Both(other, null))).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decision_ThatComesTooLate_IsAnsweredWithTheNewState()
    {
        var id = await _api.Hub.ConflictAsync(7, Base, Left, Right);
        await ResolveAsync(new ResolveConflictRequest(id, 1, ConflictChoice.KeepRight, null, "first"));
        var refused = await _caller.ProblemAsync("POST", "/api/resolve-conflict", new ResolveConflictRequest(id, 1, ConflictChoice.KeepLeft, null, null));
        Assert.Equal((HttpStatusCode.Conflict, "conflict-moved"), (refused.Status, refused.Type));
        var now = refused.Body.GetProperty("conflict").Deserialize<ConflictDetail>(ApiCaller.Json)!;
        Assert.Equal((ConflictStatus.Resolved, 2, "keep-right"), (now.Summary.Status, now.Summary.Version, now.Summary.Resolution));
        Assert.Equal("Children of Dune", now.Cells[1].Result);
    }

    [Fact]
    public async Task Decision_WithoutAChoice_IsNoDecision()
    {
        var id = await _api.Hub.ConflictAsync(7, Base, Left, Right);
        var refused = await _caller.ProblemAsync("POST", "/api/resolve-conflict", $$"""{"conflictId":{{id}},"version":1}""");
        Assert.Equal((HttpStatusCode.BadRequest, "bad-request"), (refused.Status, refused.Type));
    }

    private static ResolveConflictRequest Columns(long id, params (string Column, ColumnSource Source)[] columns) =>
        new(id, 1, ConflictChoice.Columns, null, null, columns.ToDictionary(c => c.Column, c => c.Source));

    private static ResolveConflictRequest Both(long id, Dictionary<string, string?>? key) => new(id, 1, ConflictChoice.KeepBoth, null, null, NewKey: key);

    private Task<long> BothCreatedAsync(long book) =>
        _api.Hub.ConflictAsync(book, null, HubSeed.Book(book, "Emma"), HubSeed.Book(book, "Persuasion"), ConflictKind.CreateCreate);

    private Task<ConflictDetail> ResolveAsync(ResolveConflictRequest request) => _caller.PostAsync<ConflictDetail>("/api/resolve-conflict", request);

    private async Task<JsonElement> RefusedAsync(ResolveConflictRequest request)
    {
        var refused = await _caller.ProblemAsync("POST", "/api/resolve-conflict", request);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid"), (refused.Status, refused.Type));
        return refused.Body;
    }

    private async Task<List<string>> HubKeysAsync()
    {
        var keys = new List<string>();
        await using var connection = await _api.Hub.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT row_key FROM hub_log ORDER BY rowid";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) keys.Add(reader.GetString(0));
        return keys;
    }
}
