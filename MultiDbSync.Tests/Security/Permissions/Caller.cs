using System.Security.Claims;
using MultiDbSync.Api.Identity.ApiKeys;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Security.Permissions;

/// <summary>A column of the permission matrix.</summary>
internal sealed record Caller(string Name, ClaimsPrincipal Principal)
{
    /// <summary>A disabled account's tokens are refused before any policy is asked: it is nobody. <see cref="DisabledUserTests"/> proves that.</summary>
    public static IReadOnlyList<Caller> People { get; } =
    [
        new("anonymous", new ClaimsPrincipal(new ClaimsIdentity())),
        .. Roles.All.Select(role => new Caller(role, new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role), new Claim(ConsoleClaims.Session, "1")], "test")))),
        new("disabled user", new ClaimsPrincipal(new ClaimsIdentity())),
    ];

    /// <summary>Keys of one scope each, which call the API and never the console.</summary>
    public static IReadOnlyList<Caller> PeopleAndKeys { get; } = [.. People, .. ApiKeyScopes.All.Select(scope => new Caller($"key: {scope}", ApiKeyClaims.ForRequest(KeyOf(scope), "test")))];

    private static ApiKeyEntity KeyOf(string scope) => new() { Id = 1, Name = scope, Hash = "", Start = "", Scopes = scope, CreatedBy = "" };
}
