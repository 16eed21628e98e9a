namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Signals when the database file or its write-ahead log is written to. Only ever a hint: events can be lost, or come before the commit is visible.</summary>
internal sealed class SqliteFileWatch : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly FileSystemWatcher? _watcher;

    public SqliteFileWatch(string file)
    {
        try
        {
            var real = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
            _watcher = new FileSystemWatcher(Path.GetDirectoryName(real)!, Path.GetFileName(real) + "*")
            {
                NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName,
            };
            _watcher.Changed += (_, e) => Signal(e);
            _watcher.Created += (_, e) => Signal(e);
            _watcher.Renamed += (_, e) => Signal(e);
            _watcher.Error += (_, _) => Signal();
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception e) when (e is IOException or ArgumentException or PlatformNotSupportedException or UnauthorizedAccessException)
        {
            // No watcher to be had (for instance the system's limit of inotify instances): the slow poll alone carries on.
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    /// <summary>True when a signal came within the time.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _watcher?.Dispose();

    // The shared-memory index changes with every read of ours: it would wake us for nothing.
    private void Signal(FileSystemEventArgs e)
    {
        if (e.Name is null || !e.Name.EndsWith("-shm", StringComparison.Ordinal)) Signal();
    }

    private void Signal()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // One is waiting to be taken already.
        }
    }
}
