using Bunit;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Conflicts;

namespace MultiDbSync.Tests.Web.Conflicts;

public sealed class ConflictSuggestionsTests : ConsoleContext
{
    private readonly List<ConflictChoice> _kept = [];
    private readonly List<ConflictSuggestion> _filled = [];

    [Fact]
    public void Side_IsAskedForOnceMore()
    {
        var shown = Show(new ConflictSuggestion(ConflictChoice.KeepRight, "right is newer by 3 min", "rule", null));
        Assert.Contains("right is newer by 3 min", shown.Markup, StringComparison.Ordinal);
        shown.Find("[data-testid=use-suggestion]").Click();
        Assert.Empty(_kept);
        shown.Find("[data-testid=confirm-suggestion]").Click();
        Assert.Equal([ConflictChoice.KeepRight], _kept);
    }

    [Fact]
    public void Row_IsFilledIn_ForThePersonToSave()
    {
        var shown = Show(new ConflictSuggestion(ConflictChoice.Edit, "add deltas gives 7", "model", new Dictionary<string, string?> { ["copies"] = "7" }));
        Assert.Contains("Language model", shown.Markup, StringComparison.Ordinal);
        shown.Find("[data-testid=use-suggestion]").Click();
        Assert.Single(_filled);
        Assert.Empty(_kept);
    }

    [Fact]
    public void Model_IsAskedOnlyWhereItMayBe()
    {
        var asked = 0;
        var shown = Render<ConflictSuggestions>(parameters => parameters.Add(p => p.Suggestions, []).Add(p => p.MayAskModel, true).Add(p => p.OnAsk, () => asked++));
        shown.Find("[data-testid=ask-model]").Click();
        Assert.Equal(1, asked);
        Assert.Empty(Show(new ConflictSuggestion(ConflictChoice.KeepLeft, "x", "rule", null)).FindAll("[data-testid=ask-model]"));
    }

    [Fact]
    public void None_ShowsNothing() => Assert.Equal("", Show().Markup.Trim());

    private IRenderedComponent<ConflictSuggestions> Show(params ConflictSuggestion[] suggestions) => Render<ConflictSuggestions>(parameters => parameters
        .Add(p => p.Suggestions, suggestions)
        .Add(p => p.OnKeep, _kept.Add)
        .Add(p => p.OnFill, _filled.Add));
}
