using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// The change log as a queue. SQLite has one writer at a time and hands numbers out in commit order, so a snapshot holds whole transactions, and the
/// unit of reading is the snapshot; a read ends earlier only where one of our own markers tells a border.
/// </summary>
internal sealed class SqliteChangeSource(SqliteSession session, SqliteWakeUp wakeUp, string node) : IChangeSource
{
    private readonly SqliteLogCodec _tables = new();
    private readonly SqliteStateReader _states = new();

    public async Task<CaptureRead> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        var read = await session.ReadAsync(
            database =>
            {
                if (!SqliteStateReader.IsInstalled(database)) throw SqliteErrors.NotInstalled(node, null);
                _tables.Refresh(database, session.Opened);
                return new SqliteLogReader(database, _tables, limit).Read(_states.ReadAll(database));
            },
            cancellationToken);
        wakeUp.HasRead(read.Raw.Count == 0 ? null : read.Raw[^1]);
        return read;
    }

    public Task DeleteAsync(CaptureRead read, CancellationToken cancellationToken) =>
        read.Raw.Count == 0 ? Task.CompletedTask : session.WriteAsync(database => (Delete(database, read), true), cancellationToken);

    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => wakeUp.WaitAsync(atMost, cancellationToken);

    private bool Delete(SqliteDatabase database, CaptureRead read)
    {
        foreach (var (syncSet, state) in read.States)
        {
            if (SqliteStateReader.Find(database, syncSet) is not { } now) continue;
            if (now.Hub != state.Hub || now.Incarnation != state.Incarnation) throw SqliteErrors.WrongHub(node);

            // Another generation: these entries are gone already, or the file is not the one that was read and its numbers name other entries.
            // What is left is read again, and the hub knows it by its id.
            if (now.Captured != state.Captured) return false;
        }

        foreach (var (first, last) in Ranges(read.Raw))
            database.Prepare("DELETE FROM mds_change WHERE seq BETWEEN ?1 AND ?2").Bind(1, first).Bind(2, last).Execute();

        // Positions alone raise nothing: no row's captured change left the guard's sight, and to take them twice is harmless.
        foreach (var syncSet in read.Entries.Where(e => e.Kind != EntryKind.Applied).Select(e => e.SyncSet).Distinct())
            database.Prepare("UPDATE mds_state SET captured = captured + 1 WHERE sync_set = ?1").Bind(1, syncSet).Execute();
        return true;
    }

    private static IEnumerable<(long First, long Last)> Ranges(IReadOnlyList<long> numbers)
    {
        var first = numbers[0];
        for (var i = 1; i < numbers.Count; i++)
        {
            if (numbers[i] == numbers[i - 1] + 1) continue;
            yield return (first, numbers[i - 1]);
            first = numbers[i];
        }

        yield return (first, numbers[^1]);
    }
}
