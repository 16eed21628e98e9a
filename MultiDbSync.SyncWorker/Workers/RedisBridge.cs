using System.Text.Json;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Runtime;
using StackExchange.Redis;

namespace MultiDbSync.SyncWorker.Workers;

/// <summary>Turns signals and commands on Redis into wake-ups of the engine. What is lost while Redis is away, the engine's own polls cover.</summary>
internal sealed partial class RedisBridge(IServiceProvider services, EngineService engine, ILogger<RedisBridge> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first use of the client waits for Redis: not on the host's starting thread.
        await Task.Yield();
        var subscriber = services.GetRequiredService<IConnectionMultiplexer>().GetSubscriber();
        var signals = await subscriber.SubscribeAsync(RedisChannel.Literal(Channels.Signal), CommandFlags.FireAndForget);
        signals.OnMessage(message => Handle<Signal>(message.Message, OnSignal));
        var commands = await subscriber.SubscribeAsync(RedisChannel.Literal(Channels.Command), CommandFlags.FireAndForget);
        commands.OnMessage(message => Handle<Command>(message.Message, _ => engine.Reload()));
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await signals.UnsubscribeAsync(CommandFlags.FireAndForget);
        await commands.UnsubscribeAsync(CommandFlags.FireAndForget);
    }

    private void OnSignal(Signal signal)
    {
        if (signal.SyncSet is { } set) engine.Deliver(set);
        if (signal.Node is { } node) engine.Capture(node);
    }

    private void Handle<T>(string? payload, Action<T> act)
    {
        try
        {
            if (payload is not null && JsonSerializer.Deserialize<T>(payload, WireJson.Options) is { } message) act(message);
        }
        catch (JsonException e)
        {
            NotUnderstood(typeof(T).Name, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A {Kind} on Redis can't be read; left out")]
    private partial void NotUnderstood(string kind, Exception exception);
}
