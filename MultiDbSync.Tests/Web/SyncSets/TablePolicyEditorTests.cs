using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.SyncSets;

namespace MultiDbSync.Tests.Web.SyncSets;

public sealed class TablePolicyEditorTests : ConsoleContext
{
    private const string Table = "/api/sync-sets/library/tables/books";

    private readonly PolicyDraft _draft = new(new SyncSetTable(
        "books", "merge-columns", new Dictionary<ConflictKind, string> { [ConflictKind.UpdateDelete] = "manual" }, new Dictionary<string, string>()));

    public TablePolicyEditorTests()
    {
        Services.AddSingleton(new SyncSetsClient(Api.Client));
        Api.On(HttpMethod.Get, $"{Table}/policies", new TablePolicyChoices(
            ["manual", "merge-columns"],
            new Dictionary<ConflictKind, IReadOnlyList<string>> { [ConflictKind.UpdateDelete] = ["manual", "last-write-wins"] },
            [new ColumnPolicyChoices("id", "INTEGER", true, []), new ColumnPolicyChoices("copies", "INTEGER", false, ["manual", "add-deltas"])]));
    }

    [Fact]
    public void Choices_OfKindsAndColumns_BecomeTheDefinition()
    {
        var editor = Open();
        Assert.Empty(editor.FindAll("[data-testid=policy-books-id]"));
        editor.Find("[data-testid=policy-books-copies]").Change("add-deltas");
        editor.Find("[data-testid=policy-books-UpdateDelete]").Change("");
        editor.Find("[data-testid=policy-books]").Change("manual");
        var definition = _draft.ToDefinition();
        Assert.Equal("manual", definition.Default);
        Assert.Empty(definition.Kinds!);
        Assert.Equal(new Dictionary<string, string> { ["copies"] = "add-deltas" }, definition.Columns);
    }

    [Fact]
    public void Trial_IsShown_UntilTheChoiceIsAnother()
    {
        Api.On(HttpMethod.Post, $"{Table}/try-policy", new PolicyTrialResult(
            3, new Dictionary<string, int> { ["merged"] = 2, ["ask"] = 1 }, 1,
            [new TriedConflict(9, "17", ConflictKind.UpdateUpdate, "keep-left", "merged", "copies add-deltas", true)]));
        var editor = Open();
        editor.Find("[data-testid=try-books]").Click();
        editor.WaitForAssertion(() => Assert.Contains("Of the latest 3 conflicts, 1 would have ended otherwise.", Plain(editor), StringComparison.Ordinal));
        Assert.Equal("/conflicts/9", editor.Find("[data-testid=policy-trial] a").GetAttribute("href"));
        Assert.Contains("Left kept", Plain(editor), StringComparison.Ordinal);
        editor.Find("[data-testid=policy-books]").Change("manual");
        Assert.Empty(editor.FindAll("[data-testid=policy-trial]"));
    }

    private static string Plain(IRenderedComponent<TablePolicyEditor> editor) =>
        string.Join(' ', editor.Find("[data-testid=policy-trial]").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IRenderedComponent<TablePolicyEditor> Open()
    {
        var editor = Render<TablePolicyEditor>(parameters => parameters.Add(p => p.SyncSet, "library").Add(p => p.Draft, _draft));
        editor.WaitForAssertion(() => Assert.Equal(2, editor.FindAll("[data-testid=policy-books] option").Count));
        editor.Find("[data-testid=more-books]").Click();
        return editor;
    }
}
