using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using MultiDbSync.Contracts.Realtime;
using StackExchange.Redis;

namespace MultiDbSync.Api.Realtime;

/// <summary>Tells the worker and the consoles. Redis may be away: then nothing fails, and at least this process's own consoles hear of it.</summary>
internal sealed partial class EventPublisher(IConnectionMultiplexer redis, IHubContext<SyncHub> hub, TimeProvider time, ILogger<EventPublisher> logger)
{
    public async Task PublishAsync(SyncEvent message)
    {
        // The forwarder of every API process, this one too, hands it on to the consoles.
        if (!await TryPublishAsync(Channels.Event, message)) await hub.Clients.All.SendAsync(SyncHubRoutes.OnEvent, message);
    }

    /// <summary>Databases, sync sets or users changed: consoles read them again.</summary>
    public Task ConfigurationChangedAsync() => PublishAsync(new SyncEvent(SyncEventKind.Configuration, time.GetUtcNow()));

    /// <summary>Tells the worker to look into the hub store at once.</summary>
    public Task CommandAsync(string name, string? syncSet) => TryPublishAsync(Channels.Command, new Command(name, syncSet));

    /// <summary>The hub log of a sync set has grown.</summary>
    public Task SignalAsync(string syncSet) => TryPublishAsync(Channels.Signal, new Signal(null, syncSet));

    private async Task<bool> TryPublishAsync<T>(string channel, T message)
    {
        try
        {
            var payload = JsonSerializer.Serialize(message, WireJson.Options);
            await redis.GetSubscriber().PublishAsync(RedisChannel.Literal(channel), payload);
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            NotPublished(channel);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Redis does not answer: a message on {Channel} is lost, the sweep covers it")]
    private partial void NotPublished(string channel);
}
