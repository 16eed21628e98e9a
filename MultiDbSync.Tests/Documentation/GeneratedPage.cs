using MultiDbSync.Tests.Architecture;

namespace MultiDbSync.Tests.Documentation;

/// <summary>A page of docs/ whose end a test writes (<c>MDS_WRITE_DOCS=1</c>), and that fails when it says anything else.</summary>
/// <param name="marker">The line from which on the test writes.</param>
internal sealed class GeneratedPage(string name, string marker)
{
    private const string Variable = "MDS_WRITE_DOCS";

    private readonly string _path = Path.Combine(SourceTree.Root, "docs", name);

    public async Task CheckAsync(string tables)
    {
        var written = (await File.ReadAllTextAsync(_path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var start = written.IndexOf(marker, StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/{name} lacks the line {marker}");
        var page = $"{written[..start]}{marker}\n\n{tables}";
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 }) await File.WriteAllTextAsync(_path, page, TestContext.Current.CancellationToken);
        else Assert.True(page == written, $"docs/{name} is out of date: run this test with {Variable}=1 and look at what has changed. {FirstDifference(page, written)}");
    }

    private static string FirstDifference(string page, string written) =>
        page.Split('\n').Zip(written.Split('\n')).Where(l => l.First != l.Second).Select(l => $"Should be: {l.First} Is: {l.Second}").FirstOrDefault() ?? "One is longer.";
}
