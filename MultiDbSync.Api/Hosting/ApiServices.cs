using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.ApiKeys;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Connectors.MySql;
using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.ServiceDefaults;

namespace MultiDbSync.Api.Hosting;

/// <summary>Everything that the API is made of.</summary>
internal static class ApiServices
{
    private const int LargestBody = 64 * 1024;

    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter(typeof(SessionHandler).FullName, LogLevel.Warning);
        builder.Logging.AddFilter(typeof(ApiKeyHandler).FullName, LogLevel.Warning);
        builder.Logging.AddFilter(typeof(OperatorKeyHandler).FullName, LogLevel.Warning);
        builder.AddStores();
        builder.Services.AddSqliteConnector(o => builder.Configuration.GetSection(SqliteConnectorOptions.SectionName).Bind(o));
        builder.Services.AddMySqlConnector(o => builder.Configuration.GetSection(MySqlConnectorOptions.SectionName).Bind(o));
        builder.Services.AddPostgreSqlConnector(o => builder.Configuration.GetSection(PostgreSqlConnectorOptions.SectionName).Bind(o));
        builder.AddConsoleIdentity();
        builder.AddRateLimits();
        builder.AddKnownProxies();
        builder.Services.AddWireJson();
        builder.Services.AddProblems();
        builder.Services.AddRealtime();
        builder.Services.AddAudit();
        builder.Services.AddFeatures();
        builder.Services.AddApiDocumentation();
    }

    public static void UseApi(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseOwnOrigin(SyncHubRoutes.Path);
        app.UseMiddleware<AuditMiddleware>();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapFeatures();
        app.MapRealtime();
        app.MapApiDocumentation();
    }
}
