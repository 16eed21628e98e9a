using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace MultiDbSync.ServiceDefaults.Redis;

/// <summary>One line when Redis goes away and one when it is back; the client's own log repeats a stack trace for every attempt.</summary>
internal sealed partial class RedisConnectionLog(IServiceProvider services, ILogger<RedisConnectionLog> logger) : BackgroundService
{
    private int _away;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first use connects, which may take its time-out: not on the host's starting thread.
        await Task.Yield();
        if (services.GetService<IConnectionMultiplexer>() is not { } redis)
            return;

        redis.ConnectionFailed += (_, _) => Note(away: true);
        redis.ConnectionRestored += (_, _) => Note(away: !redis.IsConnected);
        Note(away: !redis.IsConnected);
    }

    private void Note(bool away)
    {
        if (Interlocked.Exchange(ref _away, away ? 1 : 0) == (away ? 1 : 0))
            return;
        if (away)
            Away();
        else
            Back();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer: signals are lost until it is back, the slow sweep goes on")]
    private partial void Away();

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis is back")]
    private partial void Back();
}
