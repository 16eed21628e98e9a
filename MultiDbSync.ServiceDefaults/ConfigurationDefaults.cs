using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace MultiDbSync.ServiceDefaults;

/// <summary>Settings of the lowest rank: any other configuration wins.</summary>
internal static class ConfigurationDefaults
{
    public static void AddConfigurationDefaults(this IHostApplicationBuilder builder) =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                new("Logging:LogLevel:System.Net.Http.HttpClient", "Warning"),
                new("Logging:LogLevel:Polly", "Warning"),

                // Both repeat a stack trace for every attempt while Redis is away: RedisConnectionLog says it once.
                new("Logging:LogLevel:StackExchange.Redis", "None"),
                new("Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", "Error"),

                // Aspire's client would else connect while the host starts, and bring a check that turns the service unhealthy.
                new("Aspire:StackExchange:Redis:DisableAutoActivation", "true"),
                new("Aspire:StackExchange:Redis:DisableHealthChecks", "true"),

                // A change has its own trace: a span for each signal would bury it.
                new("Aspire:StackExchange:Redis:DisableTracing", "true"),
            ],
        });
}
