using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Web.Components.Shared;

/// <summary>What the signed-in person may do, for switches that are shown but held back. The API has the last word.</summary>
public sealed record RoleGate(bool Operates, bool Administers)
{
    /// <summary>Nothing allowed yet.</summary>
    public static RoleGate None { get; } = new(false, false);

    /// <summary>Why a switch is held back, or null.</summary>
    public string? OperatorHint => Operates ? null : "Needs the role Operator or Admin";

    /// <summary>Reads it from a person's role.</summary>
    public static RoleGate Of(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new RoleGate(user.IsInRole(Roles.Operator) || user.IsInRole(Roles.Admin), user.IsInRole(Roles.Admin));
    }

    /// <summary>Reads it from the cascading authentication state.</summary>
    public static async Task<RoleGate> OfAsync(Task<AuthenticationState>? state) => state is null ? None : Of((await state).User);
}
