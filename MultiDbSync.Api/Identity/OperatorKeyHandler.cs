using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Identity.Sessions;

namespace MultiDbSync.Api.Identity;

/// <summary>Header <c>X-Api-Key</c> with the configured key acts as role Operator.</summary>
internal sealed class OperatorKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IOptionsMonitor<OperatorKeyOptions> key)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "OperatorKey";

    public const string HeaderName = "X-Api-Key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Secret.Matches(key.CurrentValue.Key, Request.Headers[HeaderName]))
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(ConsoleClaims.ForOperatorKey(SchemeName), SchemeName)));
        Context.RequestServices.GetRequiredService<AuditTrail>().SignInBy(ConsoleClaims.OperatorKeyName);
        return Task.FromResult(AuthenticateResult.Fail("The key is wrong."));
    }
}
