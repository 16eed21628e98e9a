using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Ends a generation: what the hub has taken goes, and <c>captured</c> is raised, in one transaction.</summary>
internal sealed class PgGeneration(DbConnection connection, string node)
{
    /// <summary>Returns the transaction's id; null when <c>captured</c> is not what the read saw, and nothing was done.</summary>
    public async Task<long?> RaiseAsync(CaptureRead read, IReadOnlyList<RelationalCommand> deletion, CancellationToken cancellationToken)
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
            return null;
        }

        // Positions alone raise nothing: no row's captured change left the guard's sight, and to take them twice is harmless.
        var raised = read.Entries.Where(e => e.Kind != EntryKind.Applied).Select(e => e.SyncSet).Distinct().ToArray();
        await RelationalRoundTrip.SendAsync(
            connection,
            [.. deletion, new($"UPDATE {PgLogTables.State} SET captured = captured + 1 WHERE sync_set = ANY($1)", [PgParameters.Texts(raised)]), new("COMMIT")],
            cancellationToken);
        return transaction;
    }
}
