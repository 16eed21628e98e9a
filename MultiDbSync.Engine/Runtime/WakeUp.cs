using System.Threading.Channels;

namespace MultiDbSync.Engine.Runtime;

/// <summary>A signal for one waiting loop; many signals before it looks are one.</summary>
internal sealed class WakeUp
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => _signals.Writer.TryWrite(true);

    /// <summary>Returns at the next signal or after <paramref name="atMost"/>; true for a signal.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (_signals.Reader.TryRead(out _)) return true;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(atMost);
        try
        {
            return await _signals.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
