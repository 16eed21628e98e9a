using System.ComponentModel;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>Keeps one process of the cluster running: a crash is said, waited out and answered with a new start.</summary>
internal sealed class SupervisedProcess(ProcessSpec first, ClusterConsole console, TimeProvider time) : IAsyncDisposable
{
    private const int LinesKept = 15;

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _last = new();
    private readonly Backoff _backoff = new();
    private readonly Queue<string> _lastLines = new();
    private readonly Lock _gate = new();
    private ProcessSpec _spec = first;
    private ChildProcess? _current;
    private Task _loop = Task.CompletedTask;
    private bool _replaced;

    /// <summary>A new run has begun, under another process id.</summary>
    public event Action? Started;

    public string Name { get; } = first.Name;

    public int? Pid => _current?.Id;

    /// <summary>Runs that have ended by themselves.</summary>
    public int Crashes { get; private set; }

    /// <summary>The end of what it said and nobody saw, or nothing.</summary>
    public string HiddenLines
    {
        get
        {
            lock (_gate)
                return string.Join(Environment.NewLine, _lastLines);
        }
    }

    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Stops the current run and goes on with another command or environment.</summary>
    public async Task ReplaceAsync(ProcessSpec next)
    {
        _spec = next;
        if (_current is not { } current)
            return;

        _replaced = true;
        await current.StopAsync();
    }

    /// <summary>The current run is the last one: the whole cluster stops.</summary>
    public void StartNoMore() => _last.Cancel();

    public async ValueTask DisposeAsync()
    {
        StartNoMore();
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
        _last.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_last.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            var ended = await RunOnceAsync();
            if (_replaced)
            {
                _replaced = false;
                continue;
            }

            // Ctrl+C reaches every process of a terminal at once: an end now may only be the first sign that the cluster is told to stop.
            await PauseAsync(Grace);
            if (_last.IsCancellationRequested)
                return;

            Crashes++;
            var wait = _backoff.Next(time.GetElapsedTime(began));
            console.Warn(Name, $"{ended}; starts again in {wait.TotalSeconds:0.##} s");
            await PauseAsync(wait);
        }
    }

    private Task PauseAsync(TimeSpan span) => Task.Delay(span, time, _last.Token).ContinueWith(_ => { }, TaskScheduler.Default);

    /// <returns>How it ended, for people.</returns>
    private async Task<string> RunOnceAsync()
    {
        try
        {
            using var child = ChildProcess.Start(_spec, Note);
            _current = child;
            Started?.Invoke();
            try
            {
                return $"ended with exit code {await child.WaitForExitAsync(_stopping.Token)}";
            }
            catch (OperationCanceledException)
            {
                await child.StopAsync();
                return "stopped";
            }
            finally
            {
                _current = null;
            }
        }
        catch (Win32Exception error)
        {
            return $"did not start: {error.Message}";
        }
    }

    private void Note(string line)
    {
        if (!_spec.Quiet)
        {
            console.Line(Name, line);
            return;
        }

        lock (_gate)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > LinesKept)
                _lastLines.Dequeue();
        }
    }
}
