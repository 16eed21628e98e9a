using System.Globalization;
using System.Security.Claims;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Identity.ApiKeys;

/// <summary>What a request with an API key runs under: the strongest role that its scopes come to, and its scopes, which narrow that.</summary>
internal static class ApiKeyClaims
{
    private const string KeyId = "key";
    private const string Scope = "scope";

    public static ClaimsPrincipal ForRequest(ApiKeyEntity key, string scheme)
    {
        var scopes = key.Scopes.Split(' ');
        return new(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.Name, NameOf(key)), new Claim(ClaimTypes.Role, RoleOf(scopes)),
                new Claim(KeyId, key.Id.ToString(CultureInfo.InvariantCulture)), .. scopes.Select(s => new Claim(Scope, s)),
            ],
            scheme));
    }

    /// <summary>What the audit log and lists call it. No e-mail address has spaces, so nobody is mistaken for a key.</summary>
    public static string NameOf(ApiKeyEntity key) => $"key {key.Name}";

    /// <summary>Number of the key that calls, or null when none does.</summary>
    public static long? ApiKeyId(this ClaimsPrincipal principal) =>
        principal.FindFirstValue(KeyId) is { } id ? long.Parse(id, CultureInfo.InvariantCulture) : null;

    /// <summary>False for a key without that scope; whoever calls without a key is told by the role alone.</summary>
    public static bool HasScope(this ClaimsPrincipal principal, string scope) => principal.ApiKeyId() is null || principal.HasClaim(Scope, scope);

    private static string RoleOf(string[] scopes) =>
        scopes.Contains(ApiKeyScopes.Admin) ? Roles.Admin : scopes.Contains(ApiKeyScopes.Operate) ? Roles.Operator : Roles.Viewer;
}
