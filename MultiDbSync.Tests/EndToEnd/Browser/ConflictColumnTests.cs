using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Tests.EndToEnd.Databases;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>A person puts a row together from both sides, and takes that back.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class ConflictColumnTests(ClusterFixture fixture)
{
    private const int Book = 119;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Columns_AreTakenByAClick_AndTheDecisionIsTakenBack()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await fixture.SettleAsync();
        var id = await ConflictAsync();
        await using var console = await fixture.SignInAsync();
        await console.OpenAsync($"/conflicts/{id}");

        await Row("title").GetByTestId("take-right").ClickAsync();
        await ConsoleSession.Expect(Row("title").GetByTestId("compare-result")).ToContainTextAsync("By the right");
        await Row("title").GetByTestId("take-right").PressAsync("Tab");
        await Row("price").GetByTestId("take-left").PressAsync("Enter");
        await ConsoleSession.Expect(Row("price").GetByTestId("take-left")).ToHaveAttributeAsync("aria-pressed", "true");
        await console.Find("conflict-comment").FillAsync("each side has a point");
        await console.Find("save").ClickAsync();
        await ConsoleSession.Expect(console.Find("conflict-status")).ToContainTextAsync("Resolved");
        await EverywhereAsync("By the right|33|12.5");

        await console.Find("reopen").ClickAsync();
        await ConsoleSession.Expect(console.Find("conflict-status")).ToContainTextAsync("Open");
        await EverywhereAsync("By the right|33|12.5");
        await console.Find("keep-left").ClickAsync();
        await ConsoleSession.Expect(console.Find("conflict-status")).ToContainTextAsync("Resolved");
        await EverywhereAsync("By the left|33|12.5");

        foreach (var action in new[] { "opened", "resolved", "reopened" })
            await ConsoleSession.Expect(console.Find("history").Locator($"[data-action={action}]").First).ToBeVisibleAsync();
        await ConsoleSession.Expect(console.Find("history")).ToContainTextAsync("each side has a point");
        Assert.Empty(console.Errors);
        await fixture.SettleAsync();

        Microsoft.Playwright.ILocator Row(string column) => console.Page.Locator($"[data-testid=compare-row][data-column={column}]");
    }

    // The second database writes first and commits last: neither can know of the other.
    private async Task<long> ConflictAsync()
    {
        fixture.Databases.Execute(SampleDatabases.Primary, $"UPDATE books SET title = 'Before both', copies = 30, price = 12.5 WHERE id = {Book}");
        await EverywhereAsync("Before both|30|12.5");
        using var caller = fixture.Operator();
        using (var second = fixture.Databases.Open(fixture.Databases.MySql))
        {
            second.Execute("BEGIN IMMEDIATE");
            second.Execute($"UPDATE books SET title = 'By the right', price = 99.5 WHERE id = {Book}");
            fixture.Databases.Execute(SampleDatabases.Primary, $"UPDATE books SET title = 'By the left', copies = 33 WHERE id = {Book}");
            await fixture.Databases.HoldsAsync(fixture.Databases.Postgres, "By the left", $"SELECT title FROM books WHERE id = {Book}");
            second.Execute("COMMIT");
        }

        await Eventually.TrueAsync(async () => await FindAsync() is not null, Soon, () => fixture.Cluster.Output, "there is a conflict");
        return (await FindAsync())!.Id;

        async Task<ConflictSummary?> FindAsync() =>
            (await caller.GetAsync<Page<ConflictSummary>>($"/api/get-conflicts?status=Open&table=books&search={Book}")).Items.SingleOrDefault();
    }

    private async Task EverywhereAsync(string expected)
    {
        foreach (var name in fixture.Databases.Names)
            await fixture.Databases.HoldsAsync(name, expected, $"SELECT title || '|' || copies || '|' || price FROM books WHERE id = {Book}");
    }
}
