using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.Realtime;

namespace MultiDbSync.Web.Realtime;

/// <summary>A page that reads its data once and again whenever a push concerns it; bursts become one read.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private Pace? _pace;

    [Inject]
    private SyncFeed Feed { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <summary>Ends when the page is left.</summary>
    protected CancellationTokenSource Left { get; } = new();

    /// <summary>At most one refresh in this time.</summary>
    protected virtual TimeSpan Interval => TimeSpan.FromSeconds(1);

    /// <summary>Whether the event asks for a refresh. Called on the connection's thread.</summary>
    protected abstract bool Concerns(SyncEvent received);

    /// <summary>Reads the page's data; afterwards the page is drawn.</summary>
    protected abstract Task RefreshAsync();

    /// <summary>Reads everything anew, because pushes may have been missed.</summary>
    protected virtual Task RestoreAsync() => RefreshAsync();

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _pace = new Pace(Clock, Interval, () => InvokeAsync(() => RunAsync(RefreshAsync)));
        Feed.Received += OnReceived;
        Feed.Restored += OnRestored;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the subscriptions.</summary>
    protected virtual void Dispose(bool disposing)
    {
        Feed.Received -= OnReceived;
        Feed.Restored -= OnRestored;
        _pace?.Dispose();
        // Not disposed of: a page that is left while it reads still asks for the token. Nothing is held that would have to be freed.
        Left.Cancel();
    }

    private void OnReceived(SyncEvent received)
    {
        if (Concerns(received))
            _pace?.Request();
    }

    private void OnRestored() => _ = InvokeAsync(() => RunAsync(RestoreAsync));

    private async Task RunAsync(Func<Task> read)
    {
        if (Left.IsCancellationRequested)
            return;
        await read();
        StateHasChanged();
    }
}
