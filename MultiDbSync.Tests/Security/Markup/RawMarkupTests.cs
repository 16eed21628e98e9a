using System.Text.RegularExpressions;
using MultiDbSync.Tests.Architecture;

namespace MultiDbSync.Tests.Security.Markup;

/// <summary>Nothing of the console's own hands text to the browser as markup or as a program: what escapes that belongs on no page.</summary>
public sealed partial class RawMarkupTests
{
    [Fact]
    public void Sources_WriteNoMarkupFromText()
    {
        var web = Path.Combine(SourceTree.Root, "MultiDbSync.Web");
        var files = Directory.EnumerateFiles(web, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor" or ".js" && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToList();
        Assert.Contains(files, f => f.EndsWith("charts.js", StringComparison.Ordinal));
        Assert.Empty(files.SelectMany(file => Raw().Matches(File.ReadAllText(file)).Select(found => $"{file}: {found.Value}")));
    }

    // Monaco shows documentation and hovers as Markdown, so suggestions have none.
    [GeneratedRegex(@"MarkupString|AddMarkupContent|innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function|isTrusted: ?true|supportHtml|documentation:|registerHoverProvider|setTimeout\(['""]")]
    private static partial Regex Raw();
}
