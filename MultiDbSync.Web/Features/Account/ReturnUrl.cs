namespace MultiDbSync.Web.Features.Account;

/// <summary>Where to go after sign-in: pages of this console only, whatever the link said.</summary>
internal static class ReturnUrl
{
    private static readonly string[] AccountPages = ["/login", "/register", "/setup", "/account", "/denied"];

    public static string Safe(string? url) =>
        url is ['/', ..] && url is not (['/', '/', ..] or ['/', '\\', ..]) && !url.Any(char.IsControl) && !url.Contains('\\', StringComparison.Ordinal)
            && !IsAccountPage(url)
            ? url
            : "/";

    private static bool IsAccountPage(string url) =>
        AccountPages.Any(page => url.StartsWith(page, StringComparison.OrdinalIgnoreCase));
}
