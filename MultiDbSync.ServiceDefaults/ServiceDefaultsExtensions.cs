using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using MultiDbSync.ServiceDefaults.Redis;
using MultiDbSync.ServiceDefaults.Telemetry;

namespace MultiDbSync.ServiceDefaults;

/// <summary>What every service of MultiDbSync has in common.</summary>
public static class ServiceDefaultsExtensions
{
    private const string LiveTag = "live";

    /// <summary>
    /// Adds telemetry (exported where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set), health checks, service discovery and HTTP resilience,
    /// and ends the service when the process that started it is gone. Call it before <c>AddRedisClient</c>.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddConfigurationDefaults();
        builder.AddTelemetry();
        builder.AddRedisDefaults();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // A request that writes is never sent twice: only its sender knows whether that is safe.
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });

        if (ParentWatch.FromEnvironment() is { } watch)
            builder.Services.AddSingleton(watch).AddHostedService<ParentWatchService>();

        return builder;
    }

    /// <summary>
    /// Maps <c>/health</c> (ready for work; 503 where a check fails, 200 where something is only degraded, such as Redis being away)
    /// and <c>/alive</c> (the process answers). Both are open to anybody and tell one word.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        app.MapHealthChecks("/health").AllowAnonymous().DisableHttpMetrics();
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) })
            .AllowAnonymous()
            .DisableHttpMetrics();
        return app;
    }
}
