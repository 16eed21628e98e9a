using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>The pictures in docs/images: taken where MDS_SCREENSHOTS names a folder, else not.</summary>
internal static partial class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("MDS_SCREENSHOTS");

    /// <summary>One page as its window shows it, for instance <c>sync-sets-1280-dark.png</c>.</summary>
    public static async Task TakeAsync(ConsoleSession session, string path, int width, ColorScheme scheme)
    {
        if (Folder is null) return;
        var name = path == "/" ? "home" : Special().Replace(Number().Replace(path.TrimStart('/'), "one"), "-").ToLowerInvariant();
        await session.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png") });
    }

    [GeneratedRegex("[^A-Za-z]+")]
    private static partial Regex Special();

    [GeneratedRegex(@"(?<=/)\d+$")]
    private static partial Regex Number();
}
