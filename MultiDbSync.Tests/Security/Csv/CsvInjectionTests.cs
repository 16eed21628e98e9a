using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Engine.Audit;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.Architecture;
using MultiDbSync.Tests.Security.Markup;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Features.Query;

namespace MultiDbSync.Tests.Security.Csv;

/// <summary>Files for spreadsheets hold no formulas, whoever wrote them into a database. Every page is tried, so a new file is, too.</summary>
public sealed class CsvInjectionTests(ApiFactory api) : ConsolePages, IClassFixture<ApiFactory>
{
    private static readonly string[] Known = ["ConflictsPage", "DashboardPage", "DeadLettersPage", "RunsPage"];

    public static TheoryData<string> Formulas => ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=\"a\",\"b\"", "\uff1d1+1", "-5", "+49 1", "=cmd|' /C calc'!A0"];

    [Fact]
    public void Pages_ThatOfferFiles_AreKnown()
    {
        var offering = Pages.Select(p => p.Data).Where(page => Downloads(page, "x").Count > 0).Select(page => page[(page.LastIndexOf('.') + 1)..]).Order(StringComparer.Ordinal);
        Assert.Equal(Known, offering);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void File_OfAPage_HoldsNoFormula(string formula)
    {
        foreach (var page in Pages.Select(p => p.Data).Where(page => Known.Any(k => page.EndsWith("." + k, StringComparison.Ordinal))))
        {
            foreach (var download in Downloads(page, formula))
            {
                var before = JSInterop.Invocations["mdsDownload"].Count;
                download.Find("button").Click();
                download.WaitForAssertion(() => Assert.Equal(before + 1, JSInterop.Invocations["mdsDownload"].Count));
                var file = (string)JSInterop.Invocations["mdsDownload"][^1].Arguments[2]!;

                // Charts hold times and figures alone; where a name is the head of a column, it is planted there.
                if (page.EndsWith("DashboardPage", StringComparison.Ordinal)) Assert.All(CsvText.Cells(file), cell => Assert.DoesNotContain(cell, c => c is '=' or '@' or '\t'));
                else CsvText.AssertNoFormula(file, formula);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void File_OfAQuery_HoldsNoFormula(string formula)
    {
        Api.Otherwise = Answers(formula).Answer;
        Services.GetRequiredService<NavigationManager>().NavigateTo("/query?databases=" + Uri.EscapeDataString(formula));
        var shown = Open(typeof(QueryPage).FullName!, formula);
        shown.WaitForElement("#sql").Input("SELECT 1");
        shown.Find("[data-testid=run-query]").Click();
        shown.WaitForElement("[data-testid^=download]").Click();
        CsvText.AssertNoFormula((string)JSInterop.Invocations["mdsDownload"][^1].Arguments[2]!, formula);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public async Task File_OfTheAuditLog_HoldsNoFormula(string formula)
    {
        using var admin = await api.AdminAsync();
        var action = "csv" + Guid.NewGuid().ToString("N");
        await api.Services.GetRequiredService<AuditLog>().AppendAsync(
            new AuditEntry(DateTimeOffset.UnixEpoch, formula, formula, action, formula, AuditOutcome.Done) { Before = formula, After = formula, TraceId = formula }, Xunit.TestContext.Current.CancellationToken);
        using var answer = await admin.SendAsync("GET", "/api/audit/export?action=" + action);
        CsvText.AssertNoFormula(await answer.Content.ReadAsStringAsync(Xunit.TestContext.Current.CancellationToken), formula);
    }

    // Whatever makes a file goes through what is tried above.
    [Fact]
    public void Files_AreMadeInKnownPlaces()
    {
        string[] known = ["AuditDownload.cs", "AuditEndpoints.cs", "DownloadCsv.razor", "QueryPage.razor.cs"];
        var found = new[] { "MultiDbSync.Api", "MultiDbSync.Web" }.SelectMany(p => Directory.EnumerateFiles(Path.Combine(SourceTree.Root, p), "*", SearchOption.AllDirectories))
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor" && !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f) is var text && (text.Contains("text/csv", StringComparison.Ordinal) || text.Contains("mdsDownload", StringComparison.Ordinal)))
            .Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);
        Assert.Equal(known, found);
    }

    private IReadOnlyList<IRenderedComponent<DownloadCsv>> Downloads(string page, string text)
    {
        Api.Otherwise = new HostileAnswers(api.Services.GetRequiredService<EndpointDataSource>(), text, page.EndsWith(".HomePage", StringComparison.Ordinal)).Answer;
        return Open(page, text).FindComponents<DownloadCsv>();
    }

    private HostileAnswers Answers(string text) => new(api.Services.GetRequiredService<EndpointDataSource>(), text);
}
