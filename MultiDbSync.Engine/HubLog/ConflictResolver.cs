using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// Carries a person's decision out: the row's value is appended to the hub log like any change, with origin hub, and the row is freed. The conflict's
/// record keeps every value that the decision replaces.
/// </summary>
public sealed class ConflictResolver : IAsyncDisposable
{
    private readonly HubLog _log;
    private readonly bool _owned;
    private readonly TimeProvider _clock;

    /// <summary>For a process that does not capture.</summary>
    public ConflictResolver(HubStore store, TimeProvider clock)
        : this(new HubLog(store, clock, EngineSafeties.AllOn), clock) => _owned = true;

    internal ConflictResolver(HubLog log, TimeProvider clock)
    {
        _log = log;
        _clock = clock;
    }

    /// <summary>Settles an open conflict.</summary>
    /// <param name="topology">Sync sets as configured now.</param>
    public Task<ResolveOutcome> ResolveAsync(ConflictDecision decision, TopologySnapshot topology, CancellationToken cancellationToken) =>
        _log.WriteAsync(session => Resolve(session, decision, topology), cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_owned) await _log.DisposeAsync();
    }

    private ResolveOutcome Resolve(HubSession session, ConflictDecision decision, TopologySnapshot topology)
    {
        var syncSet = session.Scalar("SELECT sync_set FROM data_conflicts WHERE id=$1", decision.ConflictId) as string;
        if (syncSet is null || !topology.Sets.TryGetValue(syncSet, out var set)) return new ResolveOutcome(ResolveStatus.NotFound);
        var ledger = new SetLedger(session, set, _clock.GetUtcNow(), System.Diagnostics.Activity.Current?.Id);
        if (ledger.Conflicts.Find(decision.ConflictId) is not { } conflict || set.Table(conflict.Table) is not { } table) return new ResolveOutcome(ResolveStatus.NotFound);
        if (conflict.Status != ConflictStatus.Open || conflict.Version != decision.Version) return new ResolveOutcome(ResolveStatus.Moved, syncSet);
        var result = decision.Choice switch
        {
            ConflictChoice.KeepLeft => conflict.Left,
            ConflictChoice.KeepRight => conflict.Right,
            _ => decision.Edited,
        };
        result = Complete(ledger, conflict, result);
        var related = RelatedWrites.Of(ledger, conflict, decision.Choice);
        if (related.Moved is { } moved)
        {
            ledger.Conflicts.Refresh(conflict.Id, moved);
            return new ResolveOutcome(ResolveStatus.Moved, syncSet);
        }

        if (DecisionCheck.Refuse(ledger, table.Schema, conflict, decision.Choice, result, related) is { } reason)
            return new ResolveOutcome(ResolveStatus.Refused, syncSet, reason);
        foreach (var write in related.Writes) Append(ledger, write.Table, write.Key, write.After, [write.Known]);
        Append(ledger, table.Schema, conflict.Key, result, Known(ledger, conflict));
        ledger.Conflicts.Close(conflict, result, Name(decision.Choice), decision.By, decision.Comment, ledger.Now);
        Counters.Add(session, "resolved", 1);
        return new ResolveOutcome(ResolveStatus.Resolved, syncSet, null, ledger.Conflicts.OpenCount());
    }

    private static void Append(SetLedger ledger, TableSchema table, RowKey key, RowImage? after, IReadOnlyList<RowImage?> known)
    {
        var head = ledger.Heads.Find(table.Name, table.FormOf(key));

        // Where several spellings are one key, the row carries the one that it was given.
        ledger.Append(new NewEntry(table, after is null ? key : table.KeyOf(after), head?.After, after, known, Origin.Hub, ledger.Now));
    }

    // Where some databases lack columns: what a side did not know is taken from one that did, and is NULL where the row is new to the others.
    private static RowImage? Complete(SetLedger ledger, StoredConflict conflict, RowImage? result)
    {
        var view = ledger.Views.OfWhole(conflict.Table);
        if (result is null || !view.Lacks(result)) return result;
        var known = new[] { ledger.Heads.Find(conflict.Table, conflict.KeyForm)?.After, conflict.Left, conflict.Right, conflict.Base }.Concat(ledger.Conflicts.JoinedImages(conflict.Id));
        var complete = known.Aggregate(result, (image, other) => view.Lift(image, other)!);
        return conflict.Left is null ? view.Fill(complete) : complete;
    }

    private static List<RowImage?> Known(SetLedger ledger, StoredConflict conflict) =>
        [.. new[] { conflict.Base, conflict.Left, conflict.Right }.Concat(ledger.Conflicts.JoinedImages(conflict.Id)).Distinct()];

    private static string Name(ConflictChoice choice) => choice switch
    {
        ConflictChoice.KeepLeft => "keep-left",
        ConflictChoice.KeepRight => "keep-right",
        _ => "edit",
    };
}
