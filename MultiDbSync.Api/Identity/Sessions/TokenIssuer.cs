using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Identity.Sessions;

/// <summary>
/// Makes and reads the framework's bearer tokens (https://learn.microsoft.com/aspnet/core/security/authentication/identity-api-authorization).
/// The handler's own sign-in writes a response of another shape, hence the protectors directly.
/// </summary>
internal sealed class TokenIssuer(IOptionsMonitor<BearerTokenOptions> bearer, TimeProvider time)
{
    private const string Scheme = "BearerToken";

    private BearerTokenOptions Options => bearer.Get(IdentityConstants.BearerScheme);

    public SignInResponse Issue(SessionState session)
    {
        var expiresAt = Earlier(time.GetUtcNow() + Options.BearerTokenExpiration, session.ExpiresAt);
        return new SignInResponse(
            Options.BearerTokenProtector.Protect(Ticket(session, "AccessToken", expiresAt)),
            Options.RefreshTokenProtector.Protect(Ticket(session, "RefreshToken", session.ExpiresAt)),
            expiresAt, session.UserId, session.Email, session.Role);
    }

    /// <summary>Session and stamp of a refresh token that is ours and has not expired; else null.</summary>
    public (string Session, string Stamp)? ReadRefreshToken(string token)
    {
        var ticket = Options.RefreshTokenProtector.Unprotect(token);
        if (ticket?.Properties.ExpiresUtc is not { } expiresAt || expiresAt <= time.GetUtcNow()) return null;
        return ticket.Principal.FindFirst(ConsoleClaims.Session)?.Value is { } session && ticket.Principal.FindFirst(ConsoleClaims.Stamp)?.Value is { } stamp
            ? (session, stamp)
            : null;
    }

    private static AuthenticationTicket Ticket(SessionState session, string use, DateTimeOffset expiresAt) =>
        new(ConsoleClaims.ForToken(session, Scheme), new AuthenticationProperties { ExpiresUtc = expiresAt }, $"{IdentityConstants.BearerScheme}:{use}");

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
