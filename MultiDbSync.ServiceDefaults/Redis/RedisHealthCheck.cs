using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace MultiDbSync.ServiceDefaults.Redis;

/// <summary>Degraded, never unhealthy, while Redis is away. A service that uses no Redis is healthy.</summary>
internal sealed class RedisHealthCheck(IServiceProvider services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (services.GetService<IConnectionMultiplexer>() is not { } redis)
                return HealthCheckResult.Healthy("not used");
            await redis.GetDatabase().PingAsync();
            return HealthCheckResult.Healthy();
        }
        catch (RedisException)
        {
            return HealthCheckResult.Degraded("Redis does not answer: signals are lost until it is back, the slow sweep goes on");
        }
    }
}
