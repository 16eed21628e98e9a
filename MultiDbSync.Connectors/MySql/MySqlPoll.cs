using System.Diagnostics;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Notices new entries by looking. Neither make can wake a client. The look is one read of both ends of the log's key; it comes quickly while there was
/// something lately, and slowly else.
/// </summary>
internal sealed class MySqlPoll(MySqlSession session, MySqlConnectorOptions options) : IAsyncDisposable
{
    // Not in any transaction and without a lock: what is seen is confirmed by the read that follows.
    private const string Look = "SELECT MIN(seq), MAX(seq) FROM mds_change";

    private HashSet<long> _known = [];
    private long _busySince = long.MinValue;

    /// <summary>Entries that are known to the reader: they may still be there for a moment.</summary>
    public void HasRead(IReadOnlyList<long> numbers)
    {
        Volatile.Write(ref _known, [.. numbers]);
        if (numbers.Count > 0) Volatile.Write(ref _busySince, Stopwatch.GetTimestamp());
    }

    /// <summary>Returns true when there are entries that were not read yet.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await HasUnreadAsync(cancellationToken))
        {
            var left = atMost - Stopwatch.GetElapsedTime(began);
            if (left <= TimeSpan.Zero) return false;
            var pause = IsBusy() ? options.BusyPoll : options.IdlePoll;
            await Task.Delay(left < pause ? left : pause, cancellationToken);
        }

        return true;
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private bool IsBusy()
    {
        var since = Volatile.Read(ref _busySince);
        return since != long.MinValue && Stopwatch.GetElapsedTime(since) < options.BusyFor;
    }

    private Task<bool> HasUnreadAsync(CancellationToken cancellationToken) => session.UseAsync(
        async connection =>
        {
            try
            {
                await using var command = connection.Command(Look);
                await using var rows = await command.ExecuteReaderAsync(cancellationToken);
                return await rows.ReadAsync(cancellationToken) && (IsUnread(rows, 0) || IsUnread(rows, 1));
            }
            catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.NoSuchTable)
            {
                // Not installed (yet): nothing to read.
                return false;
            }
        },
        cancellationToken);

    private bool IsUnread(MySqlDataReader row, int column) => !row.IsDBNull(column) && !Volatile.Read(ref _known).Contains(checked((long)row.GetUInt64(column)));
}
