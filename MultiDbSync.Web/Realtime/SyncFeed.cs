using System.Text.Json.Serialization;
using Microsoft.AspNetCore.SignalR.Client;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Web.Realtime;

/// <summary>
/// One circuit's connection to the API's hub. Events are raised on the connection's thread; whoever draws from them goes through <c>InvokeAsync</c>.
/// </summary>
internal sealed partial class SyncFeed(ApiAddress address, SessionTokens tokens, TimeProvider clock, ILogger<SyncFeed> logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private HubConnection? _connection;
    private Task? _starting;

    /// <summary>Something happened.</summary>
    public event Action<SyncEvent>? Received;

    /// <summary>The connection is back: pushes may have been missed, so state is to be read again.</summary>
    public event Action? Restored;

    public event Action? StateChanged;

    public FeedState State { get; private set; }

    public void Start() => _starting ??= ConnectAsync();

    /// <summary>Hands an event to the subscribers.</summary>
    public void Raise(SyncEvent received) => Received?.Invoke(received);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_starting is not null)
            await _starting;
        if (_connection is not null)
            await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ConnectAsync()
    {
        for (var attempt = 0L; !_stop.IsCancellationRequested; attempt++)
        {
            try
            {
                _connection ??= await BuildAsync();
                await _connection.StartAsync(_stop.Token);
                Enter(FeedState.Live);
                // Between the first read and now something may have happened.
                Restored?.Invoke();
                return;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (attempt == 0)
                    ConnectFailed(logger, e.Message);
                Enter(FeedState.Lost);
            }

            await Task.Delay(RetryForever.Delay(attempt + 1), clock, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task<HubConnection> BuildAsync()
    {
        var url = await address.ResolveAsync(SyncHubRoutes.Path, _stop.Token);
        var connection = new HubConnectionBuilder()
            .WithUrl(url, options =>
            {
                options.AccessTokenProvider = () => tokens.AccessTokenAsync(_stop.Token);
                options.Headers.Add(BackgroundCall.Header, BackgroundCall.Value);
            })
            .AddJsonProtocol(options => options.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter()))
            .WithAutomaticReconnect(new RetryForever())
            .Build();
        connection.On<SyncEvent>(SyncHubRoutes.OnEvent, Raise);
        connection.Reconnecting += _ => Entered(FeedState.Lost);
        connection.Reconnected += _ =>
        {
            Restored?.Invoke();
            return Entered(FeedState.Live);
        };
        // The policy never gives up, but a server that closes the connection on purpose ends it without asking the policy.
        connection.Closed += _ =>
        {
            if (!_stop.IsCancellationRequested)
                _starting = ConnectAsync();
            return Entered(FeedState.Lost);
        };
        return connection;
    }

    private Task Entered(FeedState state)
    {
        Enter(state);
        return Task.CompletedTask;
    }

    private void Enter(FeedState state)
    {
        if (State == state)
            return;
        State = state;
        StateChanged?.Invoke();
    }

    [LoggerMessage(LogLevel.Warning, "No connection to the API's hub yet ({Reason}); trying again")]
    private static partial void ConnectFailed(ILogger logger, string reason);
}
