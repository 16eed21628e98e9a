using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using MultiDbSync.Api.Audit;

namespace MultiDbSync.Api.Identity.ApiKeys;

/// <summary>Header <c>Authorization: Bearer mds_…</c>. Read from the store at each request: a revoked key is worth nothing at once.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyStore keys, AuditTrail audit, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    private const string Unknown = "unknown key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ApiKeyText.Of(Request) is not { } text) return AuthenticateResult.NoResult();
        var key = await keys.FindAsync(text, Context.RequestAborted);
        if (key is null || key.ExpiresAt <= time.GetUtcNow())
        {
            audit.SignInBy(key is null ? Unknown : ApiKeyClaims.NameOf(key));
            return AuthenticateResult.Fail("The key is unknown, revoked or has expired.");
        }

        await keys.NoteUseAsync(key, Context.RequestAborted);
        return AuthenticateResult.Success(new AuthenticationTicket(ApiKeyClaims.ForRequest(key, SchemeName), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }
}
