using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace MultiDbSync.ServiceDefaults.Redis;

/// <summary>Redis carries signals only, so its absence never stops, blocks or fails a service. Holds for Aspire's client and for our own.</summary>
internal static class RedisDefaults
{
    public static void AddRedisDefaults(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHostedService<RedisConnectionLog>();
        builder.Services.PostConfigureAll<ConfigurationOptions>(Harden);
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>("redis", HealthStatus.Degraded, ["signals"], TimeSpan.FromSeconds(3));
    }

    internal static void Harden(ConfigurationOptions options)
    {
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 2_000;
        options.AsyncTimeout = 2_000;
        options.SyncTimeout = 2_000;
        options.KeepAlive = 10;
        options.ReconnectRetryPolicy = new ExponentialRetry(200, 2_000);

        // A signal that waited for Redis to come back would be stale: the sweep has done its work by then.
        options.BacklogPolicy = BacklogPolicy.FailFast;
    }
}
