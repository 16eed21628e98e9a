using System.Diagnostics;
using MultiDbSync.Connectors.Relational;
using Npgsql;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>
/// Notices new entries. NOTIFY makes concurrent commits queue behind one lock, so triggers notify only while the reader sleeps, which a flag tells them
/// (<c>mds_asleep</c>, a sequence: read without waiting, changed outside transactions). While changes keep coming the reader is awake and looks by itself.
/// A transaction that read the flag before it was set and commits later is found by looking again, at growing intervals (ADR 18).
/// </summary>
/// <param name="session">Listening (<see cref="PgConnections.ListeningSession"/>).</param>
internal sealed class PgWakeUp(RelationalSession session, PostgreSqlConnectorOptions options, PgLowerBound bound) : IAsyncDisposable
{
    private const int BusyAfter = 3;

    /// <summary>Npgsql counts whole milliseconds, and waits without end for none.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private static readonly string Look = $"""
        SELECT (SELECT min(seq) FROM {PgLogTables.Change} WHERE seq >= {PgLowerBound.Sql(1)}), (SELECT max(seq) FROM {PgLogTables.Change} WHERE seq >= {PgLowerBound.Sql(1)}),
          (SELECT last_value FROM {PgLogTables.Asleep})
        """;

    private readonly object _lock = new();
    private (long Lowest, long Highest) _read;
    private bool _isAsleep;
    private int _inRow;

    /// <summary>Entries that the reader knows.</summary>
    public void HasRead(IReadOnlyList<long> numbers)
    {
        if (numbers.Count == 0) return;
        lock (_lock) _read = (numbers[0], numbers[^1]);
    }

    /// <summary>Returns true when there are entries that were not read yet.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        session.UseAsync(connection => WaitAsync((NpgsqlConnection)connection, atMost, cancellationToken), cancellationToken);

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private async Task<bool> WaitAsync(NpgsqlConnection connection, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        if (await HasUnreadAsync(connection, cancellationToken))
        {
            if (++_inRow >= BusyAfter && _isAsleep) await SetAsleepAsync(connection, false, cancellationToken);
            return true;
        }

        _inRow = 0;
        for (var pause = Shortest; ; pause = Longer(pause))
        {
            if (!_isAsleep && Stopwatch.GetElapsedTime(began) >= options.QuietTime)
            {
                await SetAsleepAsync(connection, true, cancellationToken);
                pause = Shortest;
            }

            var left = atMost - Stopwatch.GetElapsedTime(began);
            if (left < Shortest) return false;
            if (await connection.WaitAsync(left < pause ? left : pause, cancellationToken)) pause = Shortest;
            if (await HasUnreadAsync(connection, cancellationToken)) return true;
        }
    }

    private TimeSpan Longer(TimeSpan pause)
    {
        var longest = options.PollInterval > Shortest ? options.PollInterval : Shortest;
        return pause * 2 < longest ? pause * 2 : longest;
    }

    private async Task<bool> HasUnreadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        (long Lowest, long Highest)? there = null;
        await RelationalRoundTrip.SendAsync(
            connection,
            [
                new(Look, [.. bound.Parameters()], null, row =>
                {
                    if (!row.IsDBNull(0)) there = (row.GetInt64(0), row.GetInt64(1));
                    _isAsleep = row.GetInt64(2) == 2;
                }),
            ],
            cancellationToken);

        // What was read but not deleted, because the hub did not take it, is no news.
        lock (_lock) return there is { } range && range != _read;
    }

    private async Task SetAsleepAsync(NpgsqlConnection connection, bool asleep, CancellationToken cancellationToken)
    {
        await RelationalRoundTrip.SendAsync(
            connection, [new("BEGIN"), new("SET LOCAL synchronous_commit = off"), new($"SELECT setval('{PgLogTables.Asleep}', {(asleep ? 2 : 1)})"), new("COMMIT")], cancellationToken);
        _isAsleep = asleep;
    }
}
