using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.FluentUI.AspNetCore.Components;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Features.Account;
using MultiDbSync.Web.Features.Alerts;
using MultiDbSync.Web.Features.ApiKeys;
using MultiDbSync.Web.Features.Audit;
using MultiDbSync.Web.Features.Conflicts;
using MultiDbSync.Web.Features.Dashboard;
using MultiDbSync.Web.Features.Databases;
using MultiDbSync.Web.Features.DeadLetters;
using MultiDbSync.Web.Features.Home;
using MultiDbSync.Web.Features.Mail;
using MultiDbSync.Web.Features.Profile;
using MultiDbSync.Web.Features.Query;
using MultiDbSync.Web.Features.Runs;
using MultiDbSync.Web.Features.SyncSets;
using MultiDbSync.Web.Features.Users;
using MultiDbSync.Web.Identity;
using MultiDbSync.Web.Realtime;

namespace MultiDbSync.Web.Hosting;

/// <summary>Everything that the console needs in its container.</summary>
internal static class ConsoleServices
{
    public static void AddConsole(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddFluentUIComponents();
        var cookies = ConsoleCookies.Of(builder.Configuration);
        services.AddSingleton(cookies);
        services.AddAntiforgery(options =>
        {
            options.Cookie = new FormCookie(cookies);
            options.SuppressXFrameOptionsHeader = true;
        });
        AddKeys(builder);
        builder.AddKnownProxies();
        AddIdentity(services, cookies);
        AddApi(services);
        services.AddSingleton<ApiAddress>();
        services.AddScoped<ApiClient>();
        services.AddScoped<SyncFeed>();
        services.AddScoped<LiveStatus>();
        services.AddScoped<BrowserClock>();
        services.AddScoped<StatusClient>();
        services.AddScoped<MetricsClient>();
        services.AddScoped<ConflictsClient>();
        services.AddScoped<QueryClient>();
        services.AddScoped<QueryLibraryClient>();
        services.AddScoped<DatabasesClient>();
        services.AddScoped<SyncSetsClient>();
        services.AddScoped<RunsClient>();
        services.AddSingleton<TraceLink>();
        services.AddScoped<DeadLettersClient>();
        services.AddScoped<UsersClient>();
        services.AddScoped<ApiKeysClient>();
        services.AddScoped<AuditClient>();
        services.AddScoped<ProfileClient>();
        services.AddScoped<AlertsClient>();
        services.AddScoped<MailClient>();
    }

    // A person waits for each of these calls: an answer that the API is away helps more than a minute of silent retries, and a broken
    // circuit would turn away the very first read after it is back.
#pragma warning disable EXTEXP0001 // The only way to leave out what the defaults have added.
    private static void AddApi(IServiceCollection services) => services
        .AddHttpClient(ApiClient.HttpClientName, client =>
        {
            client.BaseAddress = new Uri("http://api");
            client.Timeout = TimeSpan.FromSeconds(60);
        })
        .RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001

    // Kept keys let sign-ins survive a restart of this process.
    private static void AddKeys(WebApplicationBuilder builder)
    {
        var keys = builder.Services.AddHttpContextAccessor().AddDataProtection().SetApplicationName("MultiDbSync.Web");
        if (builder.Configuration["DataProtection:Directory"] is { Length: > 0 } directory)
            keys.PersistKeysToFileSystem(new DirectoryInfo(directory));
    }

    private static void AddIdentity(IServiceCollection services, ConsoleCookies cookies)
    {
        services.AddScoped<AccountClient>();
        services.AddSingleton<FormMemory>();
        services.AddSingleton<TokenVault>();
        services.AddScoped<AuthenticationStateProvider, SessionWatch>();
        services.AddScoped<SessionTokens>();
        services.AddScoped<SessionCookieEvents>();
        services.AddCascadingAuthenticationState();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options => SessionCookie.Configure(options, cookies));
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Policies.Operator, policy => policy.RequireRole(Roles.Operator, Roles.Admin))
            .AddPolicy(Policies.Admin, policy => policy.RequireRole(Roles.Admin));
    }
}
