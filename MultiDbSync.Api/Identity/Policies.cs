using Microsoft.AspNetCore.Authorization;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Identity;

/// <summary>One policy for each role; a stronger role passes the policies of the weaker ones.</summary>
internal static class Policies
{
    public const string Viewer = Roles.Viewer;
    public const string Operator = Roles.Operator;
    public const string Admin = Roles.Admin;

    /// <summary>The documentation pages: anybody with a role, also by the browser's own sign-in.</summary>
    public const string Documentation = "Documentation";

    public static void AddPolicies(this IServiceCollection services)
    {
        var authorization = services.AddAuthorizationBuilder();
        for (var i = 0; i < Roles.All.Count; i++)
        {
            var roles = Roles.All.Skip(i).ToArray();
            authorization.AddPolicy(Roles.All[i], p => p.RequireAuthenticatedUser().RequireRole(roles));
        }

        authorization.AddPolicy(Documentation, p => p
            .AddAuthenticationSchemes(IdentityServices.BySchemeOfRequest, DocumentationHandler.SchemeName).RequireAuthenticatedUser().RequireRole(Roles.All));

        // What names no policy is for signed-in people with a role, addresses that don't exist included.
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(Roles.All).Build();
        authorization.SetDefaultPolicy(signedIn).SetFallbackPolicy(signedIn);
    }
}
