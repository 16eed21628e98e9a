using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Identity.Sessions;

/// <summary>Lets the framework read the bearer token, then asks what its session may do now: a token alone decides nothing.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionCache sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var bearer = await Context.AuthenticateAsync(IdentityConstants.BearerScheme);
        if (bearer.Principal is null) return bearer;
        var claims = bearer.Principal;
        if (claims.SessionId() is not { } id || claims.FindFirst(ConsoleClaims.Stamp)?.Value is not { } stamp)
            return AuthenticateResult.Fail("The token names no session.");

        // What is open to anybody, such as refreshing, is no use of a session, whoever calls it.
        var isUse = Request.Headers[BackgroundCall.Header] != BackgroundCall.Value && Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null;
        return await sessions.FindAsync(id, stamp, isUse, Context.RequestAborted) is { } state
            ? AuthenticateResult.Success(new AuthenticationTicket(ConsoleClaims.ForRequest(state, SchemeName), bearer.Properties, SchemeName))
            : AuthenticateResult.Fail("The session has ended.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }
}
