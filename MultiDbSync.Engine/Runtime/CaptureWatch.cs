namespace MultiDbSync.Engine.Runtime;

/// <summary>
/// Tells when the hub has everything that a node had committed by a moment: once a read of its change log that began later was taken whole. Who has read
/// rows of the node then knows that the hub knows their values.
/// </summary>
internal sealed class CaptureWatch
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _moved = NewSignal();
    private long _begun;
    private long _taken;

    /// <summary>The reads begun so far: a later one has a higher number.</summary>
    public long Now
    {
        get
        {
            lock (_gate) return _begun;
        }
    }

    /// <summary>A read begins; returns its number.</summary>
    public long Begin()
    {
        lock (_gate) return ++_begun;
    }

    /// <summary>The hub has all that was visible to a read.</summary>
    public void Taken(long number)
    {
        TaskCompletionSource moved;
        lock (_gate)
        {
            _taken = Math.Max(_taken, number);
            (moved, _moved) = (_moved, NewSignal());
        }

        moved.TrySetResult();
    }

    /// <summary>True once a read that began after <paramref name="number"/> was taken; false after <paramref name="atMost"/>.</summary>
    public async Task<bool> PassedAsync(long number, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(atMost);
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (_taken > number) return true;
                moved = _moved.Task;
            }

            await moved.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (patience.IsCancellationRequested) return false;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
