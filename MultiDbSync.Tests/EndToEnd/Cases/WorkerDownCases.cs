using MultiDbSync.AppHost;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.EndToEnd.Browser;
using MultiDbSync.Tests.EndToEnd.Databases;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd.Cases;

/// <summary>Two databases change one row while nothing carries changes between them.</summary>
public abstract class WorkerDownCases(ClusterFixture fixture) : ClusterCases(fixture)
{
    private const long Book = 115;
    private const long OtherBook = 116;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task SameColumn_IsOneConflict_WhichAPersonSettlesInTheBrowser()
    {
        Assert.SkipWhen(Fixture.Chromium.MissingReason is not null, Fixture.Chromium.MissingReason ?? "");
        await Fixture.SettleAsync();
        using var caller = Fixture.Operator();
        await using var console = await Fixture.SignInAsync();
        await ConsoleSession.Expect(console.Badge).ToHaveCountAsync(0);
        await console.Page.EvaluateAsync("window.notReloaded = true");
        var before = Fixture.Databases.Execute(SampleDatabases.Primary, "SELECT title FROM books WHERE id = @p1", Book);
        var conflicts = (await ConflictsAsync(caller, "")).Total;

        await WriteWithoutWorkerAsync("UPDATE books SET title = 'As the front desk spells it' WHERE id = 115", "UPDATE books SET title = 'As the archive spells it' WHERE id = 115");

        await ConsoleSession.Expect(console.Badge).ToHaveTextAsync("1", new() { Timeout = (float)Soon.TotalMilliseconds });
        Assert.True(await console.Page.EvaluateAsync<bool>("window.notReloaded"));
        var conflict = Assert.Single((await ConflictsAsync(caller, "?status=Open")).Items);
        Assert.Equal((ConflictKind.UpdateUpdate, "books"), (conflict.Kind, conflict.Table));
        await AssertBothSidesKeptAsync(caller, conflict, before);
        await Eventually.TrueAsync(() => MailTells(conflict), Soon, () => Fixture.Cluster.Output, "a mail tells of the conflict");

        await console.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Conflicts" }).First.ClickAsync();
        await console.Find("conflict-row").GetByRole(Microsoft.Playwright.AriaRole.Link).ClickAsync();
        await console.Find("keep-left").ClickAsync();

        await ConsoleSession.Expect(console.Badge).ToHaveCountAsync(0, new() { Timeout = (float)Soon.TotalMilliseconds });
        await Fixture.Databases.AgreeAsync();
        var kept = conflict.LeftOrigin == SampleDatabases.Primary ? "As the front desk spells it" : "As the archive spells it";
        Assert.Equal(kept, Fixture.Databases.Execute(Fixture.Databases.Postgres, "SELECT title FROM books WHERE id = @p1", Book));
        Assert.Equal(conflicts + 1, (await ConflictsAsync(caller, "")).Total);
        Assert.Empty(console.Errors);
    }

    [Fact]
    public async Task DifferentColumns_AreMergedAndRecorded_WithoutAQuestion()
    {
        await Fixture.SettleAsync();
        using var caller = Fixture.Operator();
        var merged = (await ConflictsAsync(caller, "?status=Merged")).Total;

        await WriteWithoutWorkerAsync("UPDATE books SET title = 'A new title' WHERE id = 116", "UPDATE books SET copies = 77 WHERE id = 116");

        foreach (var name in Fixture.Databases.Names)
            await Fixture.Databases.HoldsAsync(name, 1L, "SELECT count(*) FROM books WHERE id = @p1 AND title = 'A new title' AND copies = 77", OtherBook);
        Assert.Equal(merged + 1, (await ConflictsAsync(caller, "?status=Merged")).Total);
        Assert.Equal(0, (await ConflictsAsync(caller, "?status=Open")).Total);
        await Fixture.Databases.AgreeAsync();
    }

    private static Task<Page<ConflictSummary>> ConflictsAsync(ApiCaller caller, string query) => caller.GetAsync<Page<ConflictSummary>>("/api/get-conflicts" + query);

    private async Task WriteWithoutWorkerAsync(string inPrimary, string inMySql)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that suspends a process.");
        using var primary = Fixture.Databases.Open(SampleDatabases.Primary);
        using var mySql = Fixture.Databases.Open(Fixture.Databases.MySql);

        using var suspended = Fixture.Cluster.SuspendAppHost();
        await Fixture.Cluster.KillAsync(ResourceNames.SyncWorker);
        primary.Execute(inPrimary);
        mySql.Execute(inMySql);
    }

    private async Task AssertBothSidesKeptAsync(ApiCaller caller, ConflictSummary conflict, object? before)
    {
        var detail = await caller.GetAsync<ConflictDetail>($"/api/get-conflicts/{conflict.Id}");
        var title = detail.Cells.Single(cell => cell.Column == "title");
        var sides = new Dictionary<string, string?> { [conflict.LeftOrigin] = title.Left, [conflict.RightOrigin] = title.Right };
        Assert.Equal(before, title.Base);
        foreach (var (name, value) in new[] { (SampleDatabases.Primary, "As the front desk spells it"), (Fixture.Databases.MySql, "As the archive spells it") })
        {
            Assert.Equal(value, sides[name]);
            Assert.Equal(value, Fixture.Databases.Execute(name, "SELECT title FROM books WHERE id = @p1", Book));
        }
    }

    private bool MailTells(ConflictSummary conflict) =>
        Directory.Exists(Fixture.Cluster.MailFolder) && Directory.EnumerateFiles(Fixture.Cluster.MailFolder, "*.eml").Select(path => MimeKit.MimeMessage.Load(path)).Any(mail =>
            mail.To.Mailboxes.Any(to => to.Address == FirstAdministrator.Email)
            && mail.TextBody!.Contains($"{Fixture.Cluster.Description.Web}/conflicts/{conflict.Id}", StringComparison.Ordinal));
}
