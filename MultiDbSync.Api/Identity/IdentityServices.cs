using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Api.Identity.ApiKeys;
using MultiDbSync.Api.Identity.Passwords;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Identity.SignIn;
using MultiDbSync.Contracts.Realtime;

namespace MultiDbSync.Api.Identity;

/// <summary>Accounts, sign-in, tokens and policies.</summary>
internal static class IdentityServices
{
    public const string BySchemeOfRequest = "MultiDbSync";

    public static void AddConsoleIdentity(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SignInSessionOptions>().Bind(builder.Configuration.GetSection(SignInSessionOptions.SectionName))
            .Validate(o => o.AccessMinutes is > 0 and <= 60, "Sessions:AccessMinutes must be from 1 to 60.")
            .Validate(o => o.IdleMinutes is > 1 and <= 24 * 60, "Sessions:IdleMinutes must be from 2 to 1440.")
            .Validate(o => o.AbsoluteHours is > 0 and <= 7 * 24, "Sessions:AbsoluteHours must be from 1 to 168.")
            .Validate(o => o.CheckSeconds is > 0 and <= 60, "Sessions:CheckSeconds must be from 1 to 60.")
            .ValidateOnStart();
        services.Configure<OperatorKeyOptions>(builder.Configuration.GetSection(OperatorKeyOptions.SectionName));
        services.Configure<SetupOptions>(builder.Configuration.GetSection(SetupOptions.SectionName));
        services.Configure<RegistrationOptions>(builder.Configuration.GetSection(RegistrationOptions.SectionName));

        services.AddIdentityCore<ConsoleUser>(PasswordRules.Configure)
            .AddEntityFrameworkStores<AccountsDbContext>()
            .AddPasswordValidator<CommonPasswordValidator>();
        services.AddScoped<ILookupNormalizer, AnyTextNormalizer>();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = PasswordRules.Iterations);
        services.AddMemoryCache();
        services.AddSingleton<CommonPasswords>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SessionCache>();
        services.AddSingleton<TokenIssuer>();
        services.AddScoped<SessionStore>();
        services.AddScoped<ApiKeyStore>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<AccountRegistration>();
        services.AddScoped<PasswordChange>();

        AddKeyRing(builder);
        AddSchemes(services);
        services.AddPolicies();
    }

    private static void AddKeyRing(IHostApplicationBuilder builder)
    {
        var keys = builder.Services.AddDataProtection().SetApplicationName("MultiDbSync.Api");
        if (builder.Configuration["DataProtection:Directory"] is { Length: > 0 } directory)
            keys.PersistKeysToFileSystem(new DirectoryInfo(directory));
    }

    private static void AddSchemes(IServiceCollection services)
    {
        services.AddAuthentication(BySchemeOfRequest)
            .AddPolicyScheme(BySchemeOfRequest, null, o => o.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey(OperatorKeyHandler.HeaderName) ? OperatorKeyHandler.SchemeName
                : ApiKeyText.Of(context.Request) is not null ? ApiKeyHandler.SchemeName : SessionHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, OperatorKeyHandler>(OperatorKeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, DocumentationHandler>(DocumentationHandler.SchemeName, null)
            .AddBearerToken(IdentityConstants.BearerScheme, o => o.Events.OnMessageReceived = TakeTokenOfHubRequest);
        services.AddOptions<BearerTokenOptions>(IdentityConstants.BearerScheme).Configure<IOptions<SignInSessionOptions>>((bearer, session) =>
        {
            bearer.BearerTokenExpiration = TimeSpan.FromMinutes(session.Value.AccessMinutes);
            bearer.RefreshTokenExpiration = TimeSpan.FromHours(session.Value.AbsoluteHours);
        });
    }

    // Browsers can't set headers on a WebSocket: https://learn.microsoft.com/aspnet/core/signalr/authn-and-authz#bearer-token-authentication
    private static Task TakeTokenOfHubRequest(MessageReceivedContext context)
    {
        if (context.Request.Path.StartsWithSegments(SyncHubRoutes.Path) && context.Request.Query["access_token"] is [{ Length: > 0 } token])
            context.Token = token;
        return Task.CompletedTask;
    }
}
