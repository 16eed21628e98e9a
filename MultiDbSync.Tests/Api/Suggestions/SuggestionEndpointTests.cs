using System.Net;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Api.Suggestions;

/// <summary>Suggestions by rules are always there; a model is asked only where it was switched on, and settles nothing.</summary>
public sealed class SuggestionEndpointTests : IAsyncLifetime
{
    private const string Key = "key-of-the-model";

    private static readonly RowImage Base = HubSeed.Book(7, "Dune", pages: 400, price: 9.5, cover: [1, 2]);
    private static readonly RowImage Left = HubSeed.Book(7, "Dune ", pages: 400, price: 9.5, cover: [1, 2]);
    private static readonly RowImage Right = HubSeed.Book(7, "Children of Dune", pages: 444, price: 9.5, cover: [1, 2]);

    private readonly ApiFactory _api = new();
    private StandInModel _model = null!;

    public async ValueTask InitializeAsync() => _model = await StandInModel.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _api.Dispose();
    }

    [Fact]
    public async Task Detail_CarriesSuggestionsOfRules()
    {
        var (caller, id) = await StartAsync();
        using var _ = caller;
        var detail = await caller.GetAsync<ConflictDetail>($"/api/get-conflicts/{id}");
        var first = detail.Suggestions[0];
        Assert.Equal((ConflictChoice.KeepRight, "rule", "primary only changed blanks in title; mysql_sim changed what it says."), (first.Choice, first.Source, first.Reason));
        Assert.False(detail.MayAskModel);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("library/authors")]
    [InlineData("other/*")]
    public async Task Ask_NotSwitchedOn_NothingLeaves(string? tables)
    {
        if (tables is not null) SwitchOn(tables);
        var (caller, id) = await StartAsync();
        using var _ = caller;
        var problem = await caller.ProblemAsync("POST", $"/api/conflicts/{id}/suggestion");
        Assert.Equal((HttpStatusCode.Conflict, "switched-off"), (problem.Status, problem.Type));
        Assert.Empty(_model.Asked);
        Assert.False((await caller.GetAsync<ConflictDetail>($"/api/get-conflicts/{id}")).MayAskModel);
    }

    [Theory]
    [InlineData("library/books")]
    [InlineData("other/x, library/*")]
    public async Task Ask_SwitchedOn_ShowsWhatTheModelProposes_AndSettlesNothing(string tables)
    {
        SwitchOn(tables);
        var (caller, id) = await StartAsync();
        using var _ = caller;
        var detail = await caller.PostAsync<ConflictDetail>($"/api/conflicts/{id}/suggestion", null);
        var proposed = Assert.Single(detail.Suggestions, s => s.Source == "model");
        Assert.Equal((ConflictChoice.KeepRight, "It is the newer title."), (proposed.Choice, proposed.Reason));
        Assert.True(detail.MayAskModel);
        Assert.Equal(ConflictStatus.Open, detail.Summary.Status);
        Assert.Equal("proposed", detail.History[^1].Action);
        var (authorization, body) = Assert.Single(_model.Asked);
        Assert.Equal("Bearer " + Key, authorization);
        Assert.Equal("small", (string?)body["model"]);
        var question = (string?)body["messages"]![1]!["content"];
        Assert.Contains("Children of Dune", question, StringComparison.Ordinal);
        Assert.Contains("mysql_sim", question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_AnEdit_IsCheckedAndComplete()
    {
        SwitchOn("library/books");
        _model.Says = """```json {"choice":"edit","values":{"title":"Dune, all parts","pages":"844"},"reason":"Both\nparts."} ```""";
        var (caller, id) = await StartAsync();
        using var _ = caller;
        var proposed = (await caller.PostAsync<ConflictDetail>($"/api/conflicts/{id}/suggestion", null)).Suggestions.Single(s => s.Source == "model");
        Assert.Equal((ConflictChoice.Edit, "Dune, all parts", "844", "9.5", "Both parts."), (proposed.Choice, proposed.Values!["title"], proposed.Values["pages"], proposed.Values["price"], proposed.Reason));
    }

    [Theory]
    [InlineData("I would take the right one.")]
    [InlineData("""{"choice":"both","reason":"x"}""")]
    [InlineData("""{"choice":"edit","values":{"nothing":"1"},"reason":"x"}""")]
    [InlineData("""{"choice":"edit","values":{"pages":"many"},"reason":"x"}""")]
    [InlineData("""{"choice":"edit","values":{"id":"8"},"reason":"x"}""")]
    [InlineData("""{"choice":"edit","values":{"title":null},"reason":"x"}""")]
    [InlineData(null)]
    public async Task Ask_UnusableAnswer_IsSaidSo_AndNothingIsKept(string? says)
    {
        SwitchOn("library/books");
        _model.Says = says;
        var (caller, id) = await StartAsync();
        using var _ = caller;
        var problem = await caller.ProblemAsync("POST", $"/api/conflicts/{id}/suggestion");
        Assert.Equal((HttpStatusCode.BadGateway, "model-unavailable"), (problem.Status, problem.Type));
        Assert.DoesNotContain((await caller.GetAsync<ConflictDetail>($"/api/get-conflicts/{id}")).Suggestions, s => s.Source == "model");
    }

    [Fact]
    public async Task Ask_OfASettledConflict_IsMoved()
    {
        SwitchOn("library/books");
        var (caller, id) = await StartAsync();
        using var _ = caller;
        await caller.PostAsync<ConflictDetail>("/api/resolve-conflict", new ResolveConflictRequest(id, 1, ConflictChoice.KeepLeft, null, null));
        Assert.Equal("conflict-moved", (await caller.ProblemAsync("POST", $"/api/conflicts/{id}/suggestion")).Type);
        Assert.Empty(_model.Asked);
    }

    private void SwitchOn(string tables) =>
        _api.With("Suggestions:Endpoint", _model.Endpoint).With("Suggestions:Model", "small").With("Suggestions:ApiKey", Key).With("Suggestions:Tables", tables);

    private async Task<(ApiCaller Caller, long Conflict)> StartAsync()
    {
        var caller = await _api.SignedInAsync(Roles.Operator);
        await _api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("mysql_sim"));
        return (caller, await _api.Hub.ConflictAsync(7, Base, Left, Right));
    }
}
