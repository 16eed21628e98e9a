using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.AppHost;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Tests.EndToEnd.Databases;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>Redis carries pushes only: without it changes go on, with it again they are pushed again.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class RedisLossTests(ClusterFixture fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Redis_KilledAndStartedAgain_ChangesGoOnAndPushesComeBack()
    {
        await fixture.SettleAsync();
        using var viewer = await fixture.ViewerAsync();
        var events = new ConcurrentQueue<SyncEvent>();
        await using var feed = await ListenAsync(viewer.Session!.AccessToken, events);
        await PushedAsync(events, "before Redis is killed");

        var killed = await fixture.Cluster.KillAsync(ResourceNames.Redis);
        await ChangeArrivesAsync("Written while Redis is away");
        await fixture.Cluster.RestartedAsync(ResourceNames.Redis, killed);

        events.Clear();
        await PushedAsync(events, "after Redis has come back");
        Assert.Equal(HubConnectionState.Connected, feed.State);
    }

    private async Task<HubConnection> ListenAsync(string accessToken, ConcurrentQueue<SyncEvent> events)
    {
        var feed = new HubConnectionBuilder()
            .WithUrl(fixture.Cluster.Description.Api + SyncHubRoutes.Path, options => options.AccessTokenProvider = () => Task.FromResult<string?>(accessToken))
            .AddJsonProtocol(options => options.PayloadSerializerOptions = WireJson.Options)
            .Build();
        feed.On<SyncEvent>(SyncHubRoutes.OnEvent, events.Enqueue);
        await feed.StartAsync(TestContext.Current.CancellationToken);
        return feed;
    }

    /// <summary>Each change is worth an event; a push may be lost, the next one must not be.</summary>
    private async Task PushedAsync(ConcurrentQueue<SyncEvent> events, string when)
    {
        var tries = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                await ChangeArrivesAsync($"Change {++tries} {when}");
                return !events.IsEmpty;
            },
            Soon,
            () => fixture.Cluster.Output,
            $"an event is pushed {when}");
    }

    private async Task ChangeArrivesAsync(string title)
    {
        fixture.Databases.Execute(SampleDatabases.Primary, "UPDATE books SET title = @p1 WHERE id = 117", title);
        foreach (var other in fixture.Databases.OthersThan(SampleDatabases.Primary))
            await fixture.Databases.HoldsAsync(other, title, "SELECT title FROM books WHERE id = 117");
    }
}
