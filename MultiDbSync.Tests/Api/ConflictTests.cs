using System.Net;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Api;

public sealed class ConflictTests : IAsyncLifetime
{
    private static readonly RowImage Base = HubSeed.Book(7, "Dune", pages: 400, price: 9.5, cover: [1, 2]);
    private static readonly RowImage Left = HubSeed.Book(7, "Dune Messiah", pages: 400, price: 9.5, cover: [1, 2]);
    private static readonly RowImage Right = HubSeed.Book(7, "Children of Dune", pages: 444, price: 9.5, cover: [1, 2]);

    private readonly ApiFactory _api = new();
    private ApiCaller _caller = null!;
    private long _id;

    public async ValueTask InitializeAsync()
    {
        _caller = await _api.SignedInAsync(Roles.Operator);
        await _api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("mysql_sim"));
        _id = await _api.Hub.ConflictAsync(7, Base, Left, Right);
    }

    public ValueTask DisposeAsync()
    {
        _caller.Dispose();
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Detail_ShowsEachColumnWithTypeAndChanges()
    {
        var detail = await _caller.GetAsync<ConflictDetail>($"/api/get-conflicts/{_id}");
        Assert.Equal("mysql_sim changed title before it had received the change that primary made to the same row.", detail.Reason);
        Assert.Equal(["id", "title", "pages", "price", "cover", "note"], detail.Cells.Select(c => c.Column));
        Assert.Equal(["integer", "text", "integer", "real", "binary", "text"], detail.Cells.Select(c => c.Type));
        Assert.Equal(new ConflictCell("title", "text", false, "Dune", "Dune Messiah", "Children of Dune", "Dune Messiah", true, true), detail.Cells[1]);
        Assert.Equal(new ConflictCell("pages", "integer", false, "400", "400", "444", "444", false, true), detail.Cells[2]);
        Assert.Equal(("0x0102", true, (string?)null), (detail.Cells[4].Left, detail.Cells[0].IsKey, detail.Cells[5].Left));
        Assert.True(detail is { BaseExists: true, LeftExists: true, RightExists: true });
    }

    [Theory]
    [InlineData(ConflictChoice.KeepLeft, "Dune Messiah", "400")]
    [InlineData(ConflictChoice.KeepRight, "Children of Dune", "444")]
    public async Task KeepSide_SettlesConflict_AndGrowsTheHubLog(ConflictChoice choice, string title, string pages)
    {
        var detail = await ResolveAsync(new ResolveConflictRequest(_id, 1, choice, null, "talked to the library"));
        Assert.Equal((ConflictStatus.Resolved, Accounts.EmailOf(Roles.Operator)), (detail.Summary.Status, detail.Summary.ResolvedBy));
        Assert.Equal((title, pages), (detail.Cells[1].Result, detail.Cells[2].Result));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM hub_log WHERE origin = 'hub'"));
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM parked_row"));

        var again = await _caller.ProblemAsync("POST", "/api/resolve-conflict", new ResolveConflictRequest(_id, 1, choice, null, null));
        Assert.Equal((HttpStatusCode.Conflict, "conflict-moved"), (again.Status, again.Type));
    }

    [Fact]
    public async Task Edit_KeepsTheKindsOfValues()
    {
        var values = Texts(title: "Dune (all)", pages: "1200", price: "12", cover: "0x00FF", note: "bound");
        await ResolveAsync(new ResolveConflictRequest(_id, 1, ConflictChoice.Edit, values, null));

        await using var db = _api.Hub.CreateContext();
        var result = RowImage.FromJson((await db.Conflicts.FindAsync([_id], TestContext.Current.CancellationToken))!.ResultImage)!;
        Assert.Equal(HubSeed.Book(7, "Dune (all)", pages: 1200, price: 12.0, cover: [0, 255], note: "bound"), result);
        Assert.Equal((CellKind.Real, CellKind.Integer, CellKind.Binary), (result["price"].Kind, result["pages"].Kind, result["cover"].Kind));
    }

    [Fact]
    public async Task Edit_WithBadValues_NamesEachColumn_AndChangesNothing()
    {
        var values = Texts(title: null, pages: "many", price: "cheap", cover: "0xZZ", note: null);
        values["colour"] = "red";
        var refused = await _caller.ProblemAsync("POST", "/api/resolve-conflict", new ResolveConflictRequest(_id, 1, ConflictChoice.Edit, values, null));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid"), (refused.Status, refused.Type));
        var errors = refused.Body.GetProperty("errors");
        Assert.Equal(["colour", "cover", "pages", "price", "title"], errors.EnumerateObject().Select(e => e.Name).Order());
        Assert.Contains("whole number", errors.GetProperty("pages")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM hub_log"));
        Assert.Equal(ConflictStatus.Open, (await _caller.GetAsync<ConflictDetail>($"/api/get-conflicts/{_id}")).Summary.Status);
    }

    [Fact]
    public async Task Edit_OfTheKey_IsRefusedByTheEngine()
    {
        var values = Texts("x", "1", null, null, null);
        values["id"] = "8";
        var refused = await _caller.ProblemAsync("POST", "/api/resolve-conflict", new ResolveConflictRequest(_id, 1, ConflictChoice.Edit, values, null));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid"), (refused.Status, refused.Type));
        Assert.Contains("key", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Decision_OnAnotherVersion_IsRefused(int version)
    {
        var refused = await _caller.ProblemAsync("POST", "/api/resolve-conflict", new ResolveConflictRequest(_id, version, ConflictChoice.KeepLeft, null, null));
        Assert.Equal((HttpStatusCode.Conflict, "conflict-moved"), (refused.Status, refused.Type));
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM hub_log"));
    }

    [Fact]
    public async Task Decisions_AtOnce_OneCounts()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => _caller.SendAsync(
            "POST", "/api/resolve-conflict", new ResolveConflictRequest(_id, 1, i % 2 == 0 ? ConflictChoice.KeepLeft : ConflictChoice.KeepRight, null, null))));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM hub_log"));
    }

    [Fact]
    public async Task Detail_OfDeletedSide_SaysSo()
    {
        var id = await _api.Hub.ConflictAsync(8, HubSeed.Book(8, "Emma"), HubSeed.Book(8, "Emma 2"), null, ConflictKind.UpdateDelete);
        var detail = await _caller.GetAsync<ConflictDetail>($"/api/get-conflicts/{id}");
        Assert.Equal("mysql_sim deleted the row before it had received the change that primary made to it.", detail.Reason);
        Assert.False(detail.RightExists);
        Assert.Equal((null, "Emma 2", true, false), (detail.Cells[1].Right, detail.Cells[1].Result, detail.Cells[1].LeftChanged, detail.Cells[1].RightChanged));

        var settled = await ResolveAsync(new ResolveConflictRequest(id, 1, ConflictChoice.KeepRight, null, null));
        Assert.All(settled.Cells, c => Assert.Null(c.Result));
    }

    private Task<ConflictDetail> ResolveAsync(ResolveConflictRequest request) => _caller.PostAsync<ConflictDetail>("/api/resolve-conflict", request);

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await _api.Hub.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static Dictionary<string, string?> Texts(string? title, string? pages, string? price, string? cover, string? note) =>
        new() { ["id"] = "7", ["title"] = title, ["pages"] = pages, ["price"] = price, ["cover"] = cover, ["note"] = note };
}
