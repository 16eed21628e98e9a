using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// The change log as a queue. Entries are deleted by their single numbers, at READ COMMITTED: nothing between them is locked, where applications at
/// REPEATABLE READ are just about to append (https://dev.mysql.com/doc/refman/8.0/en/innodb-transaction-isolation-levels.html).
/// </summary>
internal sealed class MySqlChangeSource(MySqlSession session, MySqlPoll poll, RelationalDialect dialect, string node) : IChangeSource
{
    /// <summary>
    /// Without it the server may read a small log from end to end for a deletion by numbers, and wait for the entries of transactions in flight.
    /// https://dev.mysql.com/doc/refman/8.0/en/server-system-variables.html#sysvar_sql_safe_updates
    /// </summary>
    public const string Prepare = "SET SESSION sql_safe_updates = 1";

    private const int NumbersAtATime = 500;

    private readonly RelationalStates _states = new(dialect);

    public async Task<CaptureRead> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        var read = await session.ReadAsync(connection => ReadAsync(connection, cancellationToken), cancellationToken);
        poll.HasRead(read.Raw);
        return read;
    }

    public Task DeleteAsync(CaptureRead read, CancellationToken cancellationToken) => read.Raw.Count == 0
        ? Task.CompletedTask
        : session.WriteAsync(async connection => (await DeleteAsync(connection, read, cancellationToken), true), cancellationToken);

    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => poll.WaitAsync(atMost, cancellationToken);

    private async Task<CaptureRead> ReadAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        if (!await MySqlStateReader.IsInstalledAsync(connection, cancellationToken)) throw RelationalErrors.NotInstalled(node, null);
        var states = await _states.ReaderAsync(connection, session.Opened, cancellationToken);
        await RelationalRoundTrip.SendAsync(connection, [states.Read(null)], cancellationToken);
        return await new MySqlLogReader(node).ReadAsync(connection, states.States(), cancellationToken);
    }

    private async Task<bool> DeleteAsync(MySqlConnection connection, CaptureRead read, CancellationToken cancellationToken)
    {
        var states = await MySqlStateReader.LockAllAsync(connection, cancellationToken);
        foreach (var (syncSet, state) in read.States)
        {
            if (!states.TryGetValue(syncSet, out var now)) continue;
            if (now.Hub != state.Hub || now.Incarnation != state.Incarnation) throw RelationalErrors.WrongHub(node);

            // Another generation: these entries are gone already, or the database is not the one that was read and its numbers name other entries.
            // What is left is read again, and the hub knows it by its id.
            if (now.Captured != state.Captured) return false;
        }

        foreach (var numbers in read.Raw.Chunk(NumbersAtATime))
            await connection.ExecuteAsync($"DELETE FROM mds_change WHERE seq IN ({string.Join(",", numbers)})", cancellationToken);

        // Positions alone raise nothing: no row's captured change left the guard's sight, and to take them twice is harmless.
        foreach (var syncSet in read.Entries.Where(e => e.Kind != EntryKind.Applied).Select(e => e.SyncSet).Distinct())
            await connection.ExecuteAsync("UPDATE mds_state SET captured = captured + 1 WHERE sync_set = @set", [("@set", syncSet)], cancellationToken);
        return true;
    }
}
