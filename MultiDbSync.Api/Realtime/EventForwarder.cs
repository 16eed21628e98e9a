using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using MultiDbSync.Contracts.Realtime;
using StackExchange.Redis;

namespace MultiDbSync.Api.Realtime;

/// <summary>
/// Hands events from Redis on to the consoles, in their order. The client subscribes again by itself when Redis is back; what was said meanwhile is
/// lost, so consoles are then told to read the status.
/// </summary>
internal sealed partial class EventForwarder(IServiceProvider services, IHubContext<SyncHub> hub, TimeProvider time, ILogger<EventForwarder> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first use of the client waits for Redis: not on the host's starting thread.
        await Task.Yield();
        var redis = services.GetRequiredService<IConnectionMultiplexer>();
        var queue = await redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal(Channels.Event), CommandFlags.FireAndForget);
        queue.OnMessage(message => ForwardAsync(message.Message, stoppingToken));
        redis.ConnectionRestored += OnRestored;
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        redis.ConnectionRestored -= OnRestored;
        await queue.UnsubscribeAsync(CommandFlags.FireAndForget);

        void OnRestored(object? sender, ConnectionFailedEventArgs e)
        {
            if (e.ConnectionType == ConnectionType.Subscription) _ = RefreshAsync(stoppingToken);
        }
    }

    private async Task ForwardAsync(string? payload, CancellationToken cancellationToken)
    {
        if (Read(payload) is { } message) await SendAsync(message, cancellationToken);
    }

    private Task RefreshAsync(CancellationToken cancellationToken) =>
        SendAsync(new SyncEvent(SyncEventKind.Status, time.GetUtcNow()), cancellationToken);

    private async Task SendAsync(SyncEvent message, CancellationToken cancellationToken)
    {
        try
        {
            await hub.Clients.All.SendAsync(SyncHubRoutes.OnEvent, message, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping: nobody listens any more.
        }
    }

    private SyncEvent? Read(string? payload)
    {
        try
        {
            return payload is null ? null : JsonSerializer.Deserialize<SyncEvent>(payload, WireJson.Options);
        }
        catch (JsonException e)
        {
            NotUnderstood(e);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An event on Redis can't be read; left out")]
    private partial void NotUnderstood(Exception exception);
}
