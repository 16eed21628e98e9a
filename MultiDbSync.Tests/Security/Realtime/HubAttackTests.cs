using System.Net;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.Security.Permissions;

namespace MultiDbSync.Tests.Security.Realtime;

/// <summary>The API's hub and the console's circuits against pages of other sites, and against what is too large.</summary>
public sealed class HubAttackTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> ForeignOrigins => ["https://evil.example", "http://localhost.evil.example", "http://localhost:8081", "http://evil.example/localhost", "null", "file://localhost", "http://localhost, http://evil.example"];

    [Theory]
    [MemberData(nameof(ForeignOrigins))]
    public async Task Hub_OfAPageFromElsewhere_IsRefused_WhateverItsToken(string origin)
    {
        using var api = new ApiFactory();
        using var viewer = await api.SignedInAsync(Roles.Viewer);
        foreach (var path in new[] { SyncHubRoutes.Path, SyncHubRoutes.Path + "/negotiate?negotiateVersion=1", "/HUBS/sync/negotiate?negotiateVersion=1" })
        {
            using var http = api.CreateClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Headers.Authorization = new("Bearer", viewer.Session!.AccessToken);
            request.Headers.TryAddWithoutValidation("Origin", origin);
            using var answer = await http.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        var sockets = api.Server.CreateWebSocketClient();
        sockets.ConfigureRequest = r => (r.Headers.Origin, r.Headers.Authorization) = (origin, "Bearer " + viewer.Session!.AccessToken);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => sockets.ConnectAsync(new Uri(api.Server.BaseAddress, SyncHubRoutes.Path), Cancel));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hub_OfItsOwnOriginOrAProgram_IsOpen()
    {
        using var api = new ApiFactory();
        using var viewer = await api.SignedInAsync(Roles.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await viewer.SendAsync("POST", SyncHubRoutes.Path + "/negotiate?negotiateVersion=1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await viewer.WithHeader("Origin", "http://localhost").SendAsync("POST", SyncHubRoutes.Path + "/negotiate?negotiateVersion=1")).StatusCode);
    }

    [Theory]
    [MemberData(nameof(ForeignOrigins))]
    public async Task Circuit_OfAPageFromElsewhere_IsRefused(string origin)
    {
        await using var console = ConsoleApp.Build(b => b.WebHost.UseTestServer());
        await console.StartAsync(Cancel);
        using var http = console.GetTestClient();
        foreach (var (from, refused) in new[] { (origin, true), ("http://localhost", false), (null, false) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
            if (from is not null) request.Headers.TryAddWithoutValidation("Origin", from);
            using var answer = await http.SendAsync(request, Cancel);
            Assert.Equal(refused, answer.StatusCode == HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task Message_TooLarge_EndsItsConnection_AndNothingElse()
    {
        using var api = new ApiFactory();
        using var viewer = await api.SignedInAsync(Roles.Viewer);
        await using var other = Connect(api, viewer.Session!.AccessToken, out var otherClosed);
        await other.StartAsync(Cancel);
        await using var connection = Connect(api, viewer.Session!.AccessToken, out var closed);
        await connection.StartAsync(Cancel);

        await connection.SendAsync("Anything", new string('x', 5 * 1024), Cancel);
        await closed.WaitAsync(Limit, Cancel);

        Assert.Equal((HubConnectionState.Connected, false), (other.State, otherClosed.IsCompleted));
        await connection.StartAsync(Cancel);
        Assert.Equal(HubConnectionState.Connected, connection.State);
        Assert.Equal(HttpStatusCode.OK, (await viewer.SendAsync("GET", "/health")).StatusCode);
    }

    [Fact]
    public async Task Method_ThatIsNotThere_IsAnErrorOfTheCaller()
    {
        using var api = new ApiFactory();
        using var viewer = await api.SignedInAsync(Roles.Viewer);
        await using var connection = Connect(api, viewer.Session!.AccessToken, out _);
        await connection.StartAsync(Cancel);
        foreach (var method in new[] { SyncHubRoutes.OnEvent, "OnConnectedAsync", "Dispose", "ToString" })
            await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => connection.InvokeAsync(method, Cancel));
        Assert.Equal(HubConnectionState.Connected, connection.State);
    }

    private static HubConnection Connect(ApiFactory api, string token, out Task closed)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(api.Server.BaseAddress, SyncHubRoutes.Path), o =>
            {
                o.HttpMessageHandlerFactory = _ => api.Server.CreateHandler();
                o.Transports = HttpTransportType.LongPolling;
                o.AccessTokenProvider = () => Task.FromResult<string?>(token);
            })
            .Build();
        var ended = new TaskCompletionSource();
        connection.Closed += _ =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        closed = ended.Task;
        return connection;
    }
}
