using System.Security.Claims;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Identity.Sessions;

/// <summary>Claims of tokens and of the principals that requests run under.</summary>
internal static class ConsoleClaims
{
    public const string Session = "sid";
    public const string Stamp = "stamp";

    /// <summary>What a service that knows the operator key is called.</summary>
    public const string OperatorKeyName = "operator key";

    /// <summary>Who acts: an e-mail address, or <see cref="OperatorKeyName"/>.</summary>
    public static string Actor(this ClaimsPrincipal principal) => principal.Identity?.Name ?? "";

    public static string? SessionId(this ClaimsPrincipal principal) => principal.FindFirstValue(Session);

    /// <summary>What a token carries: whose session it is. What that person may do is looked up, never carried.</summary>
    public static ClaimsPrincipal ForToken(SessionState session, string scheme) =>
        new(new ClaimsIdentity([new Claim(Session, session.Id), new Claim(Stamp, session.Stamp)], scheme));

    public static ClaimsPrincipal ForRequest(SessionState session, string scheme) =>
        new(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, session.UserId), new Claim(ClaimTypes.Name, session.Email),
                new Claim(ClaimTypes.Role, session.Role), new Claim(Session, session.Id),
            ],
            scheme));

    public static ClaimsPrincipal ForOperatorKey(string scheme) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, OperatorKeyName), new Claim(ClaimTypes.Role, Roles.Operator)], scheme));
}
