using System.Security.Claims;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Security.Permissions;

/// <summary>A column of the permission matrix. Scoped keys of the API become further columns here.</summary>
internal sealed record Caller(string Name, ClaimsPrincipal Principal)
{
    /// <summary>A disabled account's tokens are refused before any policy is asked: it is nobody. <see cref="DisabledUserTests"/> proves that.</summary>
    public static IReadOnlyList<Caller> All { get; } =
    [
        new("anonymous", new ClaimsPrincipal(new ClaimsIdentity())),
        .. Roles.All.Select(role => new Caller(role, new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test")))),
        new("disabled user", new ClaimsPrincipal(new ClaimsIdentity())),
    ];
}
