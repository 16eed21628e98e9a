using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Audit;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.HubLog;

/// <summary>What people do with conflicts besides deciding: assign, remark, take a decision back. Each step is one hub transaction, is in the history, and takes its audit entry with it.</summary>
public sealed class ConflictLife(HubStore store, TimeProvider clock) : IAsyncDisposable
{
    private readonly HubLog _log = new(store, clock, EngineSafeties.AllOn);

    /// <summary>Says who is to decide; null for nobody.</summary>
    /// <returns>False when there is no such conflict.</returns>
    public Task<bool> AssignAsync(long id, string? assignee, string by, AuditEntry audit, CancellationToken cancellationToken) => NoteAsync(
        id, by, ConflictActions.Assigned, assignee, session => session.Execute("UPDATE data_conflicts SET assigned_to=$2 WHERE id=$1", id, assignee), audit, cancellationToken);

    /// <summary>Adds a remark.</summary>
    /// <returns>False when there is no such conflict.</returns>
    public Task<bool> CommentAsync(long id, string comment, string by, AuditEntry audit, CancellationToken cancellationToken) =>
        NoteAsync(id, by, ConflictActions.Commented, comment, static _ => { }, audit, cancellationToken);

    /// <summary>
    /// Opens a settled conflict again: its row is parked, and each database keeps the value that it has until somebody decides anew. That decision is a new
    /// change like any other. What the row has become since joins the record.
    /// </summary>
    /// <param name="version">The version that the person saw.</param>
    /// <param name="current">The row as a database that holds all of it has it now; used where the hub does not remember the row any more.</param>
    public Task<ResolveOutcome> ReopenAsync(
        long id, int version, string by, string? comment, Func<TableRow, RowImage?> current, AuditEntry audit, TopologySnapshot topology, CancellationToken cancellationToken) =>
        _log.WriteAsync(
            session =>
            {
                var outcome = Reopen(session, id, version, by, comment, current, topology);
                if (outcome.Status == ResolveStatus.Resolved) AuditChain.Append(session, audit);
                return outcome;
            },
            cancellationToken);

    /// <summary>The row of a conflict, and whether the hub remembers it.</summary>
    public Task<TableRow?> RowOfAsync(long id, TopologySnapshot topology, CancellationToken cancellationToken) => _log.WriteAsync(
        session =>
        {
            if (Ledger(session, id, topology) is not { } ledger || ledger.Conflicts.Find(id) is not { } conflict || ledger.Table(conflict.Table) is null) return null;
            return new TableRow(ledger.Set.Name, conflict.Table, conflict.Key, ledger.Heads.Find(conflict.Table, conflict.KeyForm) is not null);
        },
        cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _log.DisposeAsync();

    private ResolveOutcome Reopen(
        HubSession session, long id, int version, string by, string? comment, Func<TableRow, RowImage?> current, TopologySnapshot topology)
    {
        if (Ledger(session, id, topology) is not { } ledger || ledger.Conflicts.Find(id) is not { } conflict || ledger.Table(conflict.Table) is not { } table)
            return new ResolveOutcome(ResolveStatus.NotFound);
        if (conflict.Version != version || conflict.Status == ConflictStatus.Open) return new ResolveOutcome(ResolveStatus.Moved, ledger.Set.Name);
        if (ledger.Conflicts.ParkedBy(conflict.Table, conflict.KeyForm) is { } other)
            return new ResolveOutcome(ResolveStatus.Refused, ledger.Set.Name, $"The row is in conflict #{other} now. Settle that one.");
        var head = ledger.Heads.Find(conflict.Table, conflict.KeyForm);
        var now = head is null ? current(new TableRow(ledger.Set.Name, conflict.Table, conflict.Key, false)) : head.After;

        // Where the hub has forgotten the row it says its present value once more: that is what the next decision replaces.
        if (head is null) ledger.Append(new NewEntry(table, conflict.Key, now, now, [], Origin.Hub, ledger.Now));
        if (!Equals(now, conflict.Result)) ledger.Conflicts.AddSide(id, head?.Origin.Node ?? Origin.Hub.Node, conflict.Result, now, head?.At ?? ledger.Now);
        ledger.Conflicts.Reopen(conflict, by, comment, ledger.Now);
        return new ResolveOutcome(ResolveStatus.Resolved, ledger.Set.Name, null, ledger.Conflicts.OpenCount());
    }

    private SetLedger? Ledger(HubSession session, long id, TopologySnapshot topology) =>
        session.Scalar("SELECT sync_set FROM data_conflicts WHERE id=$1", id) is string name && topology.Sets.TryGetValue(name, out var set)
            ? new SetLedger(session, set, clock.GetUtcNow(), System.Diagnostics.Activity.Current?.Id)
            : null;

    private Task<bool> NoteAsync(long id, string by, string action, string? detail, Action<HubSession> change, AuditEntry audit, CancellationToken cancellationToken) => _log.WriteAsync(
        session =>
        {
            if (session.Scalar("SELECT sync_set FROM data_conflicts WHERE id=$1", id) is not string set) return false;
            change(session);
            new ConflictTable(session, set).Note(id, clock.GetUtcNow(), by, action, detail);
            AuditChain.Append(session, audit);
            return true;
        },
        cancellationToken);
}
