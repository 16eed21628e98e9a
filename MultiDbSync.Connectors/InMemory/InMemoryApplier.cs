using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.InMemory;

internal sealed class InMemoryApplier(InMemoryDatabase database, string node) : IApplier
{
    private InMemoryEntry? _earlyMarker;

    public Task<NodeState> ReadStateAsync(string syncSet, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return database.Sets.TryGetValue(syncSet, out var set)
                ? Task.FromResult(set.ToState())
                : throw new ConnectorException(ConnectorErrorClass.Schema, node, $"Sync set {syncSet} is not installed on {node}.");
        }
    }

    public Task<ApplyResult> ApplyAsync(ApplyBatch batch, CancellationToken cancellationToken)
    {
        lock (database.Gate) return Task.FromResult(Apply(batch));
    }

    public Task EmptyAsync(string syncSet, string hub, long incarnation, IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var set = database.Sets[syncSet];
            if (set.Hub != hub || set.Incarnation != incarnation) throw new ConnectorException(ConnectorErrorClass.Permanent, node, $"{node} belongs to another hub.");
            foreach (var table in tables) database.Tables[table.Name].Rows.Clear();
            database.Log.RemoveAll(e => e.Entry.SyncSet == syncSet);
            set.Deferred.Clear();
            return Task.CompletedTask;
        }
    }

    private ApplyResult Apply(ApplyBatch batch)
    {
        if (!database.Sets.TryGetValue(batch.SyncSet, out var set)) throw new ConnectorException(ConnectorErrorClass.Schema, node, $"Sync set {batch.SyncSet} is not installed on {node}.");
        if (set.Hub != batch.Hub || set.Incarnation != batch.Incarnation) return ApplyResult.Of(ApplyStatus.WrongHub);
        if (set.Applied != batch.ExpectedApplied || (database.Safeties.Generation && set.Captured != batch.ExpectedCaptured)) return ApplyResult.Of(ApplyStatus.Stale);
        if (batch.Rows.Any(IsLocked) && database.WaitsForLocks()) throw new ConnectorException(ConnectorErrorClass.Transient, node, "An application holds a row; tried again.");
        if (!database.Safeties.MarkerLast && _earlyMarker is null && batch.UpTo > batch.ExpectedApplied)
        {
            _earlyMarker = database.Append(EntryKind.Applied, batch.SyncSet, null, null, null, null, 0, null, visible: false);
            return ApplyResult.Of(ApplyStatus.Stale);
        }

        var attempt = new InMemoryApplyAttempt(database, set, batch);
        if (attempt.Run() is not { } outcomes) return ApplyResult.Of(ApplyStatus.ConstraintFailed);
        Remember(set, batch, outcomes);
        return new ApplyResult(ApplyStatus.Applied, outcomes);
    }

    // Markers come last: numbered after the rows are locked.
    private void Remember(InMemorySet set, ApplyBatch batch, IReadOnlyList<RowOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            var place = (outcome.Table, database.Tables[outcome.Table].Schema.FormOf(outcome.Key));
            var row = batch.Rows.Last(r => r.Table.Name == outcome.Table && r.Key.Equals(outcome.Key));
            if (outcome.Deferred is not { } reason)
            {
                if (set.Deferred.Remove(place)) Mark(EntryKind.Released, batch.SyncSet, outcome, 0);
            }
            else if (set.Deferred.TryGetValue(place, out var known))
            {
                set.Deferred[place] = known with { Reason = reason };
            }
            else if (database.Safeties.Deferred)
            {
                var first = batch.Rows.First(r => r.Table.Name == outcome.Table && r.Key.Equals(outcome.Key));
                set.Deferred[place] = new DeferredRow(outcome.Table, row.Key, first.Position, reason);
                Mark(EntryKind.Deferred, batch.SyncSet, outcome, first.Position);
            }
        }

        if (batch.UpTo == batch.ExpectedApplied) return;
        set.Applied = batch.UpTo;
        if (_earlyMarker is { } early)
        {
            early.Entry = early.Entry with { Position = batch.UpTo };
            early.Visible = true;
            _earlyMarker = null;
            return;
        }

        database.Append(EntryKind.Applied, batch.SyncSet, null, null, null, null, batch.UpTo, null, visible: true);
    }

    private void Mark(EntryKind kind, string set, RowOutcome outcome, long position) =>
        database.Append(kind, set, outcome.Table, outcome.Key, null, null, position, null, visible: true);

    private bool IsLocked(ApplyRow row) => database.IsLocked(row.Table.Name, row.Table.FormOf(row.Key));
}
