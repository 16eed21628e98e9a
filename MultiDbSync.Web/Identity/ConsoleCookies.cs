using System.Net;

namespace MultiDbSync.Web.Identity;

/// <summary>
/// What all cookies of the console have in common: for HTTPS alone, and with the <c>__Host-</c> prefix, by which the browser itself sees to it that no other host, path or
/// plain connection can set them (https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes).
/// </summary>
/// <param name="AllowPlainHttp">Setting <c>Web:AllowPlainHttp</c>: the console is used over plain HTTP from elsewhere than its own machine, and neither holds.</param>
internal sealed record ConsoleCookies(bool AllowPlainHttp)
{
    public const string Setting = "Web:AllowPlainHttp";

    public static ConsoleCookies Of(IConfiguration configuration) => new(configuration.GetValue(Setting, false));

    public string Name(string name) => AllowPlainHttp ? name : "__Host-" + name;

    /// <summary>Whether a cookie of this answer says Secure.</summary>
    public bool IsSecure(HttpRequest request) => !AllowPlainHttp || request.IsHttps;

    /// <summary>Whether the browser will keep them. Chromium and Firefox take their own machine for as safe as HTTPS.</summary>
    public bool AreKept(HttpRequest request) => AllowPlainHttp || request.IsHttps || IsOwnMachine(request.Host.Host);

    private static bool IsOwnMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
