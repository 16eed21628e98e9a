using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MultiDbSync.ServiceDefaults.Redis;
using StackExchange.Redis;

// The namespace, name and call shape of Aspire.StackExchange.Redis: callers compile against either.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.Hosting;
#pragma warning restore IDE0130

/// <summary>Our own Redis client registration, where the Aspire packages are not to be had.</summary>
public static class RedisClientExtensions
{
    /// <summary>
    /// Registers <see cref="IConnectionMultiplexer"/> for the connection string of that name. It connects at first use, does not fail while
    /// Redis is away, and comes back by itself.
    /// </summary>
    /// <remarks>
    /// While Redis is away, commands fail at once with a <see cref="RedisException"/>. So does <c>SubscribeAsync</c>, but its handler stays
    /// registered and is subscribed as soon as Redis answers: subscribe with <see cref="CommandFlags.FireAndForget"/>.
    /// </remarks>
    /// <exception cref="InvalidOperationException">At first use: no such connection string.</exception>
    public static void AddRedisClient(this IHostApplicationBuilder builder, string connectionName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        builder.Services.AddSingleton<IConnectionMultiplexer>(services =>
        {
            var configuration = services.GetRequiredService<IConfiguration>().GetConnectionString(connectionName)
                ?? throw new InvalidOperationException($"Set ConnectionStrings:{connectionName} to the address of Redis, such as localhost:6379.");
            var options = ConfigurationOptions.Parse(configuration);
            options.LoggerFactory = services.GetRequiredService<ILoggerFactory>();
            RedisDefaults.Harden(options);
            return ConnectionMultiplexer.Connect(options);
        });
    }
}
