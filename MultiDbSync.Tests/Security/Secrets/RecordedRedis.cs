using System.Collections.Concurrent;
using StackExchange.Redis;

namespace MultiDbSync.Tests.Security.Secrets;

/// <summary>Keeps all that is published on a Redis, and reads all that it stores.</summary>
internal sealed class RecordedRedis : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _redis;

    private RecordedRedis(ConnectionMultiplexer redis) => _redis = redis;

    public ConcurrentQueue<string> Published { get; } = [];

    public static async Task<RecordedRedis> ListenAsync(string address)
    {
        var redis = new RecordedRedis(await ConnectionMultiplexer.ConnectAsync(address));
        await redis._redis.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("*"), (channel, message) => redis.Published.Enqueue($"{channel} {message}"));
        return redis;
    }

    public async Task<IReadOnlyList<string>> StoredAsync()
    {
        var texts = new List<string>();
        foreach (var server in _redis.GetServers())
        {
            await foreach (var key in server.KeysAsync())
            {
                texts.Add(key.ToString());
                if (await _redis.GetDatabase().KeyDumpAsync(key) is { } value) texts.Add(System.Text.Encoding.Latin1.GetString(value));
            }
        }

        return texts;
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();
}
