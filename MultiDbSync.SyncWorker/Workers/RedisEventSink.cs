using System.Text.Json;
using System.Threading.Channels;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Runtime;
using StackExchange.Redis;

namespace MultiDbSync.SyncWorker.Workers;

/// <summary>Publishes events on Redis, in their order. While Redis is away they are dropped: consoles read the status when it is back.</summary>
internal sealed partial class RedisEventSink(IServiceProvider services, ILogger<RedisEventSink> logger) : BackgroundService, IEventSink
{
    private readonly Channel<SyncEvent> _queue = Channel.CreateBounded<SyncEvent>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Publish(SyncEvent syncEvent) => _queue.Writer.TryWrite(syncEvent);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first use of the client waits for Redis: not on the host's starting thread.
        await Task.Yield();
        var redis = services.GetRequiredService<IConnectionMultiplexer>();
        await foreach (var syncEvent in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            if (!redis.IsConnected) continue;
            try
            {
                await redis.GetSubscriber().PublishAsync(RedisChannel.Literal(Channels.Event), JsonSerializer.Serialize(syncEvent, WireJson.Options));
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                NotPublished(syncEvent.Kind);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Redis does not answer: an event of kind {Kind} is lost")]
    private partial void NotPublished(SyncEventKind kind);
}
