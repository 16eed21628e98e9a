namespace MultiDbSync.Web.Realtime;

/// <summary>Lets a burst of requests through as one: at once for the first, then no more often than the interval, and never loses the last.</summary>
internal sealed class Pace : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _interval;
    private readonly Func<Task> _action;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private bool _waiting;
    private bool _disposed;

    public Pace(TimeProvider clock, TimeSpan interval, Func<Task> action)
    {
        _clock = clock;
        _interval = interval;
        _action = action;
        _timer = clock.CreateTimer(_ => Run(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Request()
    {
        lock (_lock)
        {
            if (_waiting || _disposed)
                return;
            _waiting = true;
            var due = _last == DateTimeOffset.MinValue ? TimeSpan.Zero : _interval - (_clock.GetUtcNow() - _last);
            _timer.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _timer.Dispose();
    }

    private void Run()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _waiting = false;
            _last = _clock.GetUtcNow();
        }

        // The action is a component's InvokeAsync, whose failures go to the circuit.
        _ = _action();
    }
}
