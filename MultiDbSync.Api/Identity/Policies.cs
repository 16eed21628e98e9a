using Microsoft.AspNetCore.Authorization;
using MultiDbSync.Api.Identity.ApiKeys;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Identity;

/// <summary>One policy for each role; a stronger role passes the policies of the weaker ones.</summary>
internal static class Policies
{
    public const string Viewer = Roles.Viewer;
    public const string Operator = Roles.Operator;
    public const string Admin = Roles.Admin;

    /// <summary>The query tool: operators, and keys with that scope.</summary>
    public const string Query = "Query";

    /// <summary>People, their rights and keys: administrators who have signed in, no keys.</summary>
    public const string AdminInPerson = "AdminInPerson";

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

        authorization.AddPolicy(Query, p => p.RequireAuthenticatedUser().RequireAssertion(context =>
            context.User.ApiKeyId() is null ? context.User.IsInRole(Roles.Operator) || context.User.IsInRole(Roles.Admin) : context.User.HasScope(ApiKeyScopes.Query)));
        authorization.AddPolicy(AdminInPerson, p => p.RequireAuthenticatedUser().RequireRole(Roles.Admin).RequireClaim(ConsoleClaims.Session));
        authorization.AddPolicy(Documentation, p => p
            .AddAuthenticationSchemes(IdentityServices.BySchemeOfRequest, DocumentationHandler.SchemeName).RequireAuthenticatedUser().RequireRole(Roles.All));

        // What names no policy is for signed-in people with a role, addresses that don't exist included.
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(Roles.All).Build();
        authorization.SetDefaultPolicy(signedIn).SetFallbackPolicy(signedIn);
    }
}
