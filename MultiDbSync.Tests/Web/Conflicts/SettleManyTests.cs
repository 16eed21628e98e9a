using System.Net;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Conflicts;

namespace MultiDbSync.Tests.Web.Conflicts;

public sealed class SettleManyTests : ConsoleContext
{
    public SettleManyTests()
    {
        Services.AddSingleton(new ConflictsClient(Api.Client));
        Api.On(HttpMethod.Post, "/api/conflicts/preview-resolution", Preview(3));
    }

    [Fact]
    public async Task Settle_AfterAPreview_TellsWhatBecameOfThem()
    {
        Api.On(HttpMethod.Post, "/api/conflicts/resolve-many", new ResolveManyResult(2, 0, 1, [new RefusedResolution(4, "books", "17", "Another row of books holds this isbn.")]));
        var dialog = await OpenAsync();
        Assert.Equal("3 conflicts", dialog.Find("[data-testid=settle-count]").TextContent);
        dialog.Find("form").Submit();
        dialog.WaitForAssertion(() => Assert.Contains("2 conflicts settled", dialog.Find("[data-testid=settle-result]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Another row of books holds this isbn.", dialog.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settle_WhenTheyHaveMoved_ShowsTheNewPreview()
    {
        Api.On(HttpMethod.Post, "/api/conflicts/resolve-many", new { type = "urn:multidbsync:problem:conflict-moved", title = "moved", preview = Preview(5) }, HttpStatusCode.Conflict);
        var dialog = await OpenAsync();
        dialog.Find("form").Submit();
        dialog.WaitForAssertion(() => Assert.NotEmpty(dialog.FindAll("[data-testid=settle-moved]")));
        Assert.Equal("5 conflicts", dialog.Find("[data-testid=settle-count]").TextContent);
        Assert.Empty(dialog.FindAll("[data-testid=settle-result]"));
    }

    private static ResolutionPreview Preview(int count) => new(
        count, new Dictionary<ConflictKind, int> { [ConflictKind.UpdateUpdate] = count }, new Dictionary<string, int> { ["books"] = count }, 0, [], [], $"token {count}");

    private async Task<IRenderedComponent<SettleMany>> OpenAsync()
    {
        var dialog = Render<SettleMany>();
        await dialog.InvokeAsync(() => dialog.Instance.ShowAsync(new ConflictFilter()));
        dialog.WaitForAssertion(() => Assert.NotEmpty(dialog.FindAll("[data-testid=settle-count]")));
        return dialog;
    }
}
