using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Identity.SignIn;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Identity;

/// <summary>
/// Basic sign-in with e-mail address and password, for the documentation pages alone: a browser that opens them can't send a bearer token, but asks for
/// these by itself. It gives the weakest role and is accepted nowhere else.
/// </summary>
internal sealed class DocumentationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, PasswordSignIn signIn, IMemoryCache known)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Documentation";

    private const string Prefix = "Basic ";
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);
    private static readonly byte[] CacheKey = RandomNumberGenerator.GetBytes(32);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (Decode(header[Prefix.Length..]) is not [var email, var password]) return AuthenticateResult.Fail("The credentials can't be read.");

        // A page is several requests, and checking a password is slow on purpose. Only a keyed hash is kept.
        var credentials = (SchemeName, Convert.ToHexString(HMACSHA256.HashData(CacheKey, Encoding.UTF8.GetBytes(header))));
        if (!known.TryGetValue(credentials, out _))
        {
            var outcome = await signIn.CheckAsync(email, password, ClientAddress.Of(Context));
            if (outcome.UserId is null)
            {
                Context.RequestServices.GetRequiredService<AuditTrail>().SignInBy(outcome.Tried);
                return AuthenticateResult.Fail("Unknown address or wrong password.");
            }

            known.Set(credentials, true, Remembered);
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, email), new Claim(ClaimTypes.Role, Roles.Viewer)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Basic realm=\"MultiDbSync API documentation\", charset=\"UTF-8\"";
        return base.HandleChallengeAsync(properties);
    }

    private static string[] Decode(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2) : [];
    }
}
