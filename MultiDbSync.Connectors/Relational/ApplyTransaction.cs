using System.Data.Common;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational;

/// <summary>
/// One batch in one READ COMMITTED transaction. In this order, each step a statement of its own (https://www.postgresql.org/docs/current/transaction-iso.html):
/// <list type="number">
/// <item>lock the set's <c>mds_state</c> and compare hub, incarnation, applied and captured;</item>
/// <item>lock the rows in key order, skipping those that an application holds; a plain read then tells those from absent ones;</item>
/// <item>ask the guard: which rows have an entry of the node's own;</item>
/// <item>write (<see cref="ApplyAttempt"/>), ask the guard again, compare what is stored with what was sent; rows hit are taken back and the rest written again;</item>
/// <item>deferred rows, position and markers, then commit.</item>
/// </list>
/// A lock is never waited for longer than a moment while others are held.
/// </summary>
internal sealed class ApplyTransaction(
    DbConnection connection, RelationalDialect dialect, ApplyCache cache, ApplyBatch batch, string node, CancellationToken cancellationToken)
{
    private readonly Dictionary<RowId, RowRefusal> _leave = [];
    private readonly Dictionary<RowId, RowImage> _found = [];
    private readonly Dictionary<RowId, DeferReason> _deferred = [];
    private NodeState? _state;
    private string? _version;

    public async Task<ApplyResult> RunAsync()
    {
        RefuseUnwritable();
        var rows = RowsToLock();
        await BeginAsync(rows);
        if (_state is not { } state) throw RelationalErrors.NotInstalled(node, batch.SyncSet);
        if (state.Hub != batch.Hub || state.Incarnation != batch.Incarnation) return await GiveUpAsync(ApplyStatus.WrongHub);
        if (state.Applied != batch.ExpectedApplied || state.Captured != batch.ExpectedCaptured) return await GiveUpAsync(ApplyStatus.Stale);

        await cache.RefreshAsync(connection, _version!, cancellationToken);
        await TellLockedFromAbsentAsync(rows);
        var tables = TablesOfBatch();
        if (tables.Count > 0) await dialect.TellUnreadAsync(tables, LeaveToApplication, cancellationToken);
        var attempt = await WriteAsync();
        if (attempt is null) return await GiveUpAsync(ApplyStatus.ConstraintFailed);
        await new ApplyRecord(connection, dialect, batch, cache.HasDeferredToken).WriteAsync(attempt.Rows, _deferred, cancellationToken);
        return new ApplyResult(ApplyStatus.Applied, [.. attempt.Rows.Select(r => r.Outcome)]);
    }

    private async Task BeginAsync(IReadOnlyList<LockRequest> rows)
    {
        var tables = TablesOfBatch();
        await RelationalRoundTrip.SendAsync(
            connection,
            [
                .. dialect.Begin(),
                ApplyStatements.LockState(dialect, batch.SyncSet, s => _state = s),
                .. cache.FindDeferredToken(),
                dialect.CatalogVersion(r => _version = r.GetString(0)),
                ApplyStatements.Deferred(dialect, batch, _deferred),
                .. dialect.ShortenLockWaits(),
                .. rows.SelectMany(r => r.Statements(r.Table.MostRows, _found)),
                .. tables.Count == 0 ? [] : Guard(tables, LeaveToApplication),
            ],
            cancellationToken);
    }

    private Dictionary<string, TableSchema> TablesOfBatch() => batch.Rows.Select(r => r.Table).DistinctBy(t => t.Name).ToDictionary(t => t.Name, StringComparer.Ordinal);

    private void LeaveToApplication(RowId row) => _leave[row] = new RowRefusal(DeferReason.LocalChange);

    private IReadOnlyList<RelationalCommand> Guard(Dictionary<string, TableSchema> tables, Action<RowId> hit) => dialect.Guard(batch.SyncSet, [.. tables.Keys], row =>
    {
        if (tables.TryGetValue(row.GetString(0), out var table)) hit(RowId.Of(table, cache.TableOf(table).DecodeKey(row.GetString(1))));
    });

    // Known before anything is sent: a row is never left half way.
    private void RefuseUnwritable()
    {
        foreach (var row in batch.Rows)
        {
            if (row.Leave is not null) continue;
            if (cache.TableOf(row.Table).Refuse(row.Key, row.After) is { } why) _leave.TryAdd(RowId.Of(row), RowRefusal.Rejected(why));
        }
    }

    private List<LockRequest> RowsToLock()
    {
        var requests = new Dictionary<(TableSchema Table, bool ToDelete), LockRequest>();
        foreach (var row in batch.Rows.GroupBy(RowId.Of))
        {
            var first = row.First();
            if (first.Leave is not null || _leave.ContainsKey(row.Key)) continue;
            var toDelete = row.Any(r => r.After is null);
            if (!requests.TryGetValue((first.Table, toDelete), out var request)) requests.Add((first.Table, toDelete), request = new LockRequest(cache.TableOf(first.Table), toDelete));
            request.Keys.Add((row.Key, first.Key));
        }

        return [.. requests.Values];
    }

    private async Task TellLockedFromAbsentAsync(IReadOnlyList<LockRequest> rows)
    {
        var there = new Dictionary<RowId, RowImage>();
        var missing = rows.Select(r => r.Missing(_found)).Where(r => r.Keys.Count > 0).ToList();
        if (missing.Count == 0) return;
        await RelationalRoundTrip.SendAsync(connection, [.. missing.SelectMany(r => r.Reads(there))], cancellationToken);
        foreach (var id in there.Keys) _leave.TryAdd(id, new RowRefusal(DeferReason.Locked));
    }

    private async Task<ApplyAttempt?> WriteAsync()
    {
        var tables = TablesOfBatch();
        for (var first = true; ; first = false)
        {
            var attempt = new ApplyAttempt(new ApplyScope(connection, dialect, cache, batch), _found, _leave, Guard, tables);
            if (!await attempt.RunAsync(asOne: first, cancellationToken)) return null;
            if (attempt.Exclude.Count == 0) return attempt;
            await RelationalRoundTrip.SendAsync(connection, [.. ApplyScope.Undo(ApplyScope.Rows)], cancellationToken);
            foreach (var (id, refusal) in attempt.Exclude) _leave[id] = refusal;
        }
    }

    private async Task<ApplyResult> GiveUpAsync(ApplyStatus status)
    {
        await RelationalRoundTrip.SendAsync(connection, dialect.Rollback(), cancellationToken);
        return ApplyResult.Of(status);
    }
}
