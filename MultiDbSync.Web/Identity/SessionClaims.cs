using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Web.Identity;

/// <summary>
/// The signed-in person as claims of the encrypted cookie. The tokens are among them, because a circuit has the claims but no HTTP request;
/// they never leave the server otherwise.
/// </summary>
internal static class SessionClaims
{
    private const string Session = "mds:session";
    private const string Access = "mds:access";
    private const string Refresh = "mds:refresh";
    private const string Expires = "mds:expires";
    private const string Address = "mds:address";

    public static ClaimsPrincipal Create(SignInResponse response, string? session = null) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, response.UserId),
            new Claim(ClaimTypes.Name, response.Email),
            new Claim(ClaimTypes.Role, response.Role),
            new Claim(Session, session ?? Guid.NewGuid().ToString("N")),
            .. TokenClaims(SessionToken.From(response)),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    public static ClaimsPrincipal WithToken(ClaimsPrincipal user, SessionToken token) => new(new ClaimsIdentity(
        [.. user.Claims.Where(claim => claim.Type is not (Access or Refresh or Expires)), .. TokenClaims(token)],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>The same person, at the address of this request: a circuit has the claims but no request.</summary>
    public static ClaimsPrincipal At(ClaimsPrincipal user, string address) => new(new ClaimsIdentity(
        [.. user.Claims.Where(claim => claim.Type != Address), new Claim(Address, address)], CookieAuthenticationDefaults.AuthenticationScheme));

    public static string? AddressOf(ClaimsPrincipal user) => user.FindFirstValue(Address);

    public static string? SessionOf(ClaimsPrincipal user) => user.FindFirstValue(Session);

    public static string? RoleOf(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Role);

    public static SessionToken? TokenOf(ClaimsPrincipal user) =>
        user.FindFirstValue(Access) is { } access && user.FindFirstValue(Refresh) is { } refresh
            && DateTimeOffset.TryParse(user.FindFirstValue(Expires), CultureInfo.InvariantCulture, out var expires)
            ? new SessionToken(access, refresh, expires)
            : null;

    private static Claim[] TokenClaims(SessionToken token) =>
        [new(Access, token.Access), new(Refresh, token.Refresh), new(Expires, token.ExpiresAt.ToString("O", CultureInfo.InvariantCulture))];
}
