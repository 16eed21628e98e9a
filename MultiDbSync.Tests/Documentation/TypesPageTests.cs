using MultiDbSync.Tests.Architecture;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Documentation;

/// <summary>docs/types.md says what the connectors do and what the type matrix checks.</summary>
public sealed class TypesPageTests
{
    private const string Variable = "MDS_WRITE_DOCS";

    private static readonly string Page = Path.Combine(SourceTree.Root, "docs", "types.md");

    [Fact]
    public async Task Page_SaysWhatIsMappedAndWhatTheMatrixChecks()
    {
        await using var sqlite = await TestDatabase.CreateAsync("sqlite", "sqlite");
        await using var postgres = await TestDatabase.CreateAsync("postgresql", "postgresql");
        await using var mysql = await TestDatabase.CreateAsync("mysql", "mysql");
        Assert.SkipUnless(mysql.Ask("SELECT VERSION()").Contains("MariaDB", StringComparison.OrdinalIgnoreCase), "The page tells what MariaDB does, which this server is not.");
        var tables = await new TypesPage([sqlite, postgres, mysql]).RenderAsync();
        var written = (await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var marker = written.IndexOf(TypesPage.Marker, StringComparison.Ordinal);
        Assert.True(marker >= 0, $"{Page} lacks the line {TypesPage.Marker}");
        var page = $"{written[..marker]}{TypesPage.Marker}\n\n{tables}";
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 }) await File.WriteAllTextAsync(Page, page, TestContext.Current.CancellationToken);
        else Assert.True(page == written, $"docs/types.md is out of date: run this test with {Variable}=1 and look at what has changed. {FirstDifference(page, written)}");
    }

    private static string FirstDifference(string page, string written) =>
        page.Split('\n').Zip(written.Split('\n')).Where(l => l.First != l.Second).Select(l => $"Should be: {l.First} Is: {l.Second}").FirstOrDefault() ?? "One is longer.";
}
