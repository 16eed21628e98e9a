using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>The change log as a queue; entries are deleted by their single numbers, so a late commit between them stays.</summary>
internal sealed class PgChangeSource(RelationalSession session, RelationalDialect dialect, PgLowerBound bound, PgWakeUp wakeUp, string node) : IChangeSource
{
    private readonly PgShapes _shapes = new();
    private int _opened;

    public async Task<CaptureRead> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        var read = await session.UseAsync(connection => ReadAsync(connection, limit, cancellationToken), cancellationToken);
        wakeUp.HasRead(read.Raw);
        return read;
    }

    public Task DeleteAsync(CaptureRead read, CancellationToken cancellationToken) =>
        read.Raw.Count == 0 ? Task.CompletedTask : session.UseAsync(connection => DeleteAsync(connection, read, cancellationToken), cancellationToken);

    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => wakeUp.WaitAsync(atMost, cancellationToken);

    private Task<CaptureRead> ReadAsync(DbConnection connection, int limit, CancellationToken cancellationToken)
    {
        if (_opened != session.Opened) _shapes.Clear();
        _opened = session.Opened;
        return new PgLogReader(connection, dialect, bound).ReadAsync(limit, _shapes, cancellationToken);
    }

    private async Task<bool> DeleteAsync(DbConnection connection, CaptureRead read, CancellationToken cancellationToken)
    {
        var now = new Dictionary<string, NodeState>(StringComparer.Ordinal);
        var transaction = 0L;
        await RelationalRoundTrip.SendAsync(
            connection,
            [
                new("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"),
                new("SET LOCAL lock_timeout = '10s'"),
                new(
                    $"SELECT sync_set, hub, incarnation, applied, captured FROM {PgLogTables.State} ORDER BY sync_set FOR NO KEY UPDATE",
                    [], null, r => now[r.GetString(0)] = new NodeState(r.GetString(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), [])),
                new("SELECT txid_current()", [], null, r => transaction = r.GetInt64(0)),
            ],
            cancellationToken);
        foreach (var (syncSet, state) in read.States)
        {
            if (!now.TryGetValue(syncSet, out var current)) continue;
            if (current.Hub != state.Hub || current.Incarnation != state.Incarnation) throw RelationalErrors.WrongHub(node);

            // Another generation: these entries are gone already, or the database is not the one that was read and its numbers name other entries.
            // What is left is read again, and the hub knows it by its id.
            if (current.Captured == state.Captured) continue;
            await RelationalRoundTrip.SendAsync(connection, [new("ROLLBACK")], cancellationToken);
            return false;
        }

        // Positions alone raise nothing: no row's captured change left the guard's sight, and to take them twice is harmless.
        var raised = read.Entries.Where(e => e.Kind != EntryKind.Applied).Select(e => e.SyncSet).Distinct().ToArray();
        await RelationalRoundTrip.SendAsync(
            connection,
            [
                new($"DELETE FROM {PgLogTables.Change} WHERE seq = ANY($1)", [PgParameters.Numbers([.. read.Raw])]),
                new(
                    $"UPDATE {PgLogTables.State} SET captured = captured + 1 WHERE sync_set = ANY($1)",
                    [PgParameters.Texts(raised)]),
                new("COMMIT"),
            ],
            cancellationToken);
        bound.Deleted(read.Raw[^1], transaction);
        return true;
    }
}
