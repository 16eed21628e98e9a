using System.Diagnostics;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// Notices new entries. A write to the log file wakes it, <c>PRAGMA data_version</c> on a connection of its own tells whether a commit has become
/// visible, and the newest number tells whether it brought entries that nobody has read: our own deletions and deliveries end there.
/// </summary>
internal sealed class SqliteWakeUp(SqliteSession session, SqliteLocation location, SqliteConnectorOptions options) : IAsyncDisposable
{
    // The file is written a moment before the commit becomes visible; synchronising the disk can lie between.
    private static readonly int[] Retries = [1, 1, 2, 4, 8, 16, 32];

    private readonly object _start = new();
    private SqliteFileWatch? _watch;
    private long _newestRead;
    private long _version;
    private int _opened;

    /// <summary>Entries up to this number are known to the reader; null: the log was empty.</summary>
    public void HasRead(long? newest)
    {
        if (newest is { } number) Volatile.Write(ref _newestRead, number);
    }

    /// <summary>Returns true when there are entries that were not read yet.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var watch = Watch();
        var began = Stopwatch.GetTimestamp();
        if (await LookAsync(always: true, cancellationToken) == Sight.Entries) return true;
        while (true)
        {
            var left = atMost - Stopwatch.GetElapsedTime(began);
            if (left <= TimeSpan.Zero) return false;
            var signalled = await watch.WaitAsync(left < options.PollInterval ? left : options.PollInterval, cancellationToken);
            if (await LookClosely(signalled, cancellationToken)) return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _watch?.Dispose();
        await session.DisposeAsync();
    }

    private async Task<bool> LookClosely(bool signalled, CancellationToken cancellationToken)
    {
        var sight = await LookAsync(always: false, cancellationToken);
        for (var i = 0; signalled && sight == Sight.Nothing && i < Retries.Length; i++)
        {
            // A further write begins the series anew: the first may have been one of ours, long visible.
            if (await Watch().WaitAsync(TimeSpan.FromMilliseconds(Retries[i]), cancellationToken)) i = -1;
            sight = await LookAsync(always: false, cancellationToken);
        }

        return sight == Sight.Entries;
    }

    private Task<Sight> LookAsync(bool always, CancellationToken cancellationToken) => session.UseAsync(
        database =>
        {
            var version = database.ReadInteger("PRAGMA data_version") ?? 0;
            var same = version == _version && _opened == session.Opened;
            (_version, _opened) = (version, session.Opened);
            if (same && !always) return Task.FromResult(Sight.Nothing);
            return Task.FromResult(HasUnread(database) ? Sight.Entries : Sight.OtherCommit);
        },
        cancellationToken);

    private bool HasUnread(SqliteDatabase database)
    {
        if (!SqliteStateReader.IsInstalled(database)) return false;
        return database.ReadInteger("SELECT max(seq) FROM mds_change") is { } newest && newest != Volatile.Read(ref _newestRead);
    }

    private SqliteFileWatch Watch()
    {
        lock (_start) return _watch ??= new SqliteFileWatch(location.File);
    }

    private enum Sight
    {
        Nothing,
        OtherCommit,
        Entries,
    }
}
