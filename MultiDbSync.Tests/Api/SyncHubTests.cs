using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Support;
using StackExchange.Redis;

namespace MultiDbSync.Tests.Api;

public sealed class SyncHubTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Anonymous_IsRefused()
    {
        using var api = new ApiFactory();
        await using var connection = Connect(api, null, out _);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => connection.StartAsync(Cancel));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Event_OfRedis_ReachesConsoles_AlsoAfterRedisWasAway()
    {
        Assert.SkipWhen(redis.MissingReason is not null, redis.MissingReason ?? "");
        using var api = new ApiFactory().With("ConnectionStrings:redis", redis.ConnectionString);
        using var caller = await api.SignedInAsync(Roles.Viewer);
        await using var connection = Connect(api, caller.Session!.AccessToken, out var events);
        await connection.StartAsync(Cancel);

        await PublishUntilReceivedAsync(events, 1);
        await redis.StopAsync();
        await Eventually.TrueAsync(() => !api.Services.GetRequiredService<IConnectionMultiplexer>().IsConnected, Limit);
        await redis.StartAsync();

        // Consoles are told to read the status, for what was said meanwhile is lost.
        await WaitForAsync(events, e => e.Kind == SyncEventKind.Status);
        await PublishUntilReceivedAsync(events, 2);
    }

    [Fact]
    public async Task Event_OfRedisThatComesLater_ReachesConsoles()
    {
        Assert.SkipWhen(redis.MissingReason is not null, redis.MissingReason ?? "");
        await redis.StopAsync();
        using var api = new ApiFactory().With("ConnectionStrings:redis", redis.ConnectionString);
        using var caller = await api.SignedInAsync(Roles.Viewer);
        await using var connection = Connect(api, caller.Session!.AccessToken, out var events);
        await connection.StartAsync(Cancel);

        await redis.StartAsync();
        await PublishUntilReceivedAsync(events, 3);
    }

    [Fact]
    public async Task Event_OfThisProcess_ReachesItsConsoles_WhileRedisIsAway()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        using var person = await api.RegisteredAsync("watcher@example.org");
        await using var connection = Connect(api, person.Session!.AccessToken, out var events);
        await connection.StartAsync(Cancel);

        await admin.PutAsync<UserSummary>($"/api/users/{person.Session.UserId}", new UpdateUserRequest(Roles.Operator, null));
        await WaitForAsync(events, e => e.Kind == SyncEventKind.Configuration);
    }

    [Fact]
    public async Task Connection_OfDisabledAccount_Ends()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        using var person = await api.RegisteredAsync("leaving@example.org");
        await using var connection = Connect(api, person.Session!.AccessToken, out _);
        var closed = new TaskCompletionSource();
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await connection.StartAsync(Cancel);

        await admin.PutAsync<UserSummary>($"/api/users/{person.Session.UserId}", new UpdateUserRequest(null, true));
        api.Clock.Advance(TimeSpan.FromSeconds(30));
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    private static HubConnection Connect(ApiFactory api, string? token, out Channel<SyncEvent> events)
    {
        var received = Channel.CreateUnbounded<SyncEvent>();
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(api.Server.BaseAddress, SyncHubRoutes.Path), o =>
            {
                o.HttpMessageHandlerFactory = _ => api.Server.CreateHandler();
                o.Transports = HttpTransportType.LongPolling;
                o.AccessTokenProvider = () => Task.FromResult(token);
            })
            .AddJsonProtocol(o => o.PayloadSerializerOptions = ApiCaller.Json)
            .Build();
        connection.On<SyncEvent>(SyncHubRoutes.OnEvent, e => received.Writer.TryWrite(e));
        events = received;
        return connection;
    }

    // The subscription is made in the background: what is published before it stands is lost, as Redis loses things.
    private async Task PublishUntilReceivedAsync(Channel<SyncEvent> events, long run)
    {
        await using var publisher = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var summary = new RunSummary(run, "library", RunKind.Manual, RunStatus.Running, 50, 1, 2, 0, "somebody", DateTimeOffset.UnixEpoch, null, null, null, null);
        var payload = JsonSerializer.Serialize(new SyncEvent(SyncEventKind.Run, DateTimeOffset.UnixEpoch, Run: summary), ApiCaller.Json);
        SyncEvent? received = null;
        await Eventually.TrueAsync(
            async () =>
            {
                await publisher.GetSubscriber().PublishAsync(RedisChannel.Literal(Channels.Event), payload);
                while (events.Reader.TryRead(out var e))
                    if (e.Run?.Id == run) received = e;
                return received is not null;
            },
            Limit);
        Assert.Equal(summary, received!.Run);
    }

    private static Task WaitForAsync(Channel<SyncEvent> events, Func<SyncEvent, bool> wanted) =>
        Eventually.TrueAsync(
            () =>
            {
                while (events.Reader.TryRead(out var e))
                    if (wanted(e)) return true;
                return false;
            },
            Limit);
}
