using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.Security.Permissions;

namespace MultiDbSync.Tests.Security.Paths;

/// <summary>However a path is written, it leads nobody past the sign-in. Over a real server, since that is what takes paths apart.</summary>
public sealed class PathTrickTests
{
    // {0}: first part of the path, {1}: the rest.
    public static TheoryData<string> Tricks =>
    [
        "/{0}/{1}", "//{0}/{1}", "/{0}//{1}", "/./{0}/{1}", "/{0}/./{1}", "/{0}/{1}/", "/{0}/{1}.", "/{0}/{1}%20", "/{0}/{1}%00", "/{0}/{1};x", "/{0}/{1}?x=/health", "/{0}/{1}#/health", "/{0}/{1}%23",
        "/health/../{0}/{1}", "/health/..%2f{0}/{1}", "/health/%2e%2e/{0}/{1}", "/health/%2e%2e%2f{0}%2f{1}", "/health%2f..%2f{0}%2f{1}", "/health/..;/{0}/{1}", "/alive/..\\{0}\\{1}", "/alive%5c..%5c{0}%5c{1}",
        "/{0}%2f{1}", "/{0}%252f{1}", "/%252e%252e/{0}/{1}", "/..%2f{0}/{1}", "/../{0}/{1}", "/{0}/x/../{1}", "/{0}/health/../{1}", "\\{0}\\{1}", "/{0}\\{1}", "/{0}/{1}/health", "/health/{0}/{1}", "/login/../{0}/{1}",
        "/css/..%2f{0}/{1}", "/_framework/../{0}/{1}", "http://localhost/{0}/{1}", "http://evil.example/health/../{0}/{1}",
    ];

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task Api_AsNobody_AnswersNothing(string trick)
    {
        using var api = new ApiFactory();
        api.UseKestrel(0);
        api.StartServer();
        var server = api.ClientOptions.BaseAddress;
        foreach (var path in Spellings(trick, "api", "users").Concat(Spellings(trick, "api", "databases")).Concat(Spellings(trick, "openapi", "v1.json")).Concat(Spellings(trick, "hubs", "sync/negotiate")))
        {
            var (status, head, body) = await RawHttp.GetAsync(server, path);
            Assert.True(status is 400 or 401 or 404 or 405 || body.Contains("Healthy", StringComparison.Ordinal), $"{path}: {head}");
        }
    }

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task Console_AsNobody_ShowsThePageOfNobodyButTheSignIn(string trick)
    {
        await using var console = ConsoleApp.Build(b => b.WebHost.UseUrls("http://127.0.0.1:0"));
        await console.StartAsync(TestContext.Current.CancellationToken);
        var server = new Uri(console.Urls.Single());
        foreach (var path in Spellings(trick, "admin", "users").Concat(Spellings(trick, "admin", "audit")).Concat(Spellings(trick, "sync-sets", "library")).Concat(Spellings(trick, "admin", "audit/export")))
        {
            var (status, head, body) = await RawHttp.GetAsync(server, path);
            var toSignIn = status == 302 && head.Contains("/login?", StringComparison.Ordinal) && !head.Contains("evil", StringComparison.Ordinal);
            Assert.True(toSignIn || status is 400 or 401 or 404 || body.Contains("Healthy", StringComparison.Ordinal), $"{path}: {head}");
        }
    }

    private static IEnumerable<string> Spellings(string trick, string first, string rest)
    {
        yield return string.Format(System.Globalization.CultureInfo.InvariantCulture, trick, first, rest);
        yield return string.Format(System.Globalization.CultureInfo.InvariantCulture, trick, first.ToUpperInvariant(), rest.ToUpperInvariant());
        yield return string.Format(System.Globalization.CultureInfo.InvariantCulture, trick, $"%{(int)first[0]:X2}{first[1..]}", rest);
    }
}
