using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Carries a decision on an open conflict out within a hub transaction: a person's, a policy's on a constraint, or that what was missing has come.</summary>
internal sealed class DecisionRunner(SetLedger ledger)
{
    /// <summary>Settles an open conflict, or tells why not; then nothing was changed but what a person must look at again.</summary>
    /// <param name="closing">How the record is to end; its result and new key are filled in.</param>
    public ResolveOutcome Run(StoredConflict conflict, ConflictDecision decision, ConflictClosing closing)
    {
        var syncSet = ledger.Set.Name;
        if (ledger.Table(conflict.Table) is not { } table) return new ResolveOutcome(ResolveStatus.NotFound);
        if (conflict.Status != ConflictStatus.Open || conflict.Version != decision.Version) return new ResolveOutcome(ResolveStatus.Moved, syncSet);
        if (decision.Choice == ConflictChoice.KeepBoth) return KeepBoth(table, conflict, decision, closing);
        var result = decision.Choice switch
        {
            ConflictChoice.KeepLeft => conflict.Left,
            ConflictChoice.KeepRight => conflict.Right,
            _ => decision.Edited,
        };
        result = Complete(conflict, result);
        var related = RelatedWrites.Of(ledger, conflict, decision.Choice);
        if (related.Moved is { } moved)
        {
            ledger.Conflicts.Refresh(conflict.Id, moved);
            return new ResolveOutcome(ResolveStatus.Moved, syncSet);
        }

        if (DecisionCheck.Refuse(ledger, table, conflict, decision.Choice, result, related) is { } reason) return new ResolveOutcome(ResolveStatus.Refused, syncSet, reason);
        foreach (var write in related.Writes) Append(write.Table, write.Key, write.After, [write.Known]);
        Append(table, conflict.Key, result, Known(conflict));
        ledger.Conflicts.Close(conflict, closing with { Result = result }, ledger.Now);
        return new ResolveOutcome(ResolveStatus.Resolved, syncSet);
    }

    /// <summary>Settles conflicts whose rows wait for one that has come.</summary>
    public int Release()
    {
        var released = 0;
        for (var waiting = ledger.TakeAwaiting(); waiting.Count > 0; waiting = ledger.TakeAwaiting())
        {
            foreach (var id in waiting)
            {
                if (ledger.Conflicts.Find(id) is not { Status: ConflictStatus.Open, Kind: ConflictKind.ForeignKey, Right: not null } conflict) continue;
                var decision = new ConflictDecision(id, conflict.Version, ConflictChoice.KeepRight, null, ConflictTable.Sync, null);
                var closing = new ConflictClosing(ConflictStatus.AutoResolved, null, "released", ConflictActions.Released, ConflictTable.Sync, null);
                if (RelatedWrites.Of(ledger, conflict, ConflictChoice.KeepRight) is not { Moved: null, Writes.Count: 0 }) continue;
                if (Run(conflict, decision, closing).Status == ResolveStatus.Resolved) released++;
            }
        }

        return released;
    }

    private ResolveOutcome KeepBoth(TableSchema table, StoredConflict conflict, ConflictDecision decision, ConflictClosing closing)
    {
        if (conflict.Kind != ConflictKind.CreateCreate)
            return new ResolveOutcome(ResolveStatus.Refused, ledger.Set.Name, "Both can be kept only where two databases created rows with one key.");
        if ((decision.NewKey ?? ledger.NewKey(table, conflict.Key, conflict.RightOrigin)) is not { } newKey)
            return new ResolveOutcome(ResolveStatus.Refused, ledger.Set.Name, $"No free key can be told for {table.Name}: give the new key ({string.Join(", ", table.Key)}) with the decision.");
        var both = new KeepingBoth(ledger, table, conflict.RightOrigin);
        var (left, right) = (Complete(conflict, conflict.Left), Complete(conflict, conflict.Right));
        if (both.Refuse(left, right, newKey) is { } reason) return new ResolveOutcome(ResolveStatus.Refused, ledger.Set.Name, reason);
        if (DecisionCheck.Refuse(ledger, table, both.Rekeyed(right!, newKey)) is { } clash) return new ResolveOutcome(ResolveStatus.Refused, ledger.Set.Name, clash);
        both.Run(table.KeyOf(left!), left!, right!, newKey, Origin.Hub, ledger.Now, Known(conflict));
        ledger.Conflicts.Close(conflict, closing with { Result = left, NewKey = newKey }, ledger.Now);
        return new ResolveOutcome(ResolveStatus.Resolved, ledger.Set.Name);
    }

    private void Append(TableSchema table, RowKey key, RowImage? after, IReadOnlyList<RowImage?> known)
    {
        var head = ledger.Heads.Find(table.Name, table.FormOf(key));

        // Where several spellings are one key, the row carries the one that it was given.
        ledger.Append(new NewEntry(table, after is null ? key : table.KeyOf(after), head?.After, after, known, Origin.Hub, ledger.Now));
    }

    // Where some databases lack columns: what a side did not know is taken from one that did, the other side last of all, and is NULL where the row is new to
    // the others or comes back.
    private RowImage? Complete(StoredConflict conflict, RowImage? result)
    {
        var view = ledger.Views.OfWhole(conflict.Table);
        if (result is null || !view.Lacks(result)) return result;
        var head = ledger.Heads.Find(conflict.Table, conflict.KeyForm);
        var known = new[] { head?.After, conflict.Left, conflict.Base, conflict.Right }.Concat(ledger.Conflicts.JoinedImages(conflict.Id));
        var complete = known.Aggregate(result, (image, other) => view.Lift(image, other)!);
        return conflict.Left is null || head is { After: null } ? view.Fill(complete) : complete;
    }

    private List<RowImage?> Known(StoredConflict conflict) =>
        [.. new[] { conflict.Base, conflict.Left, conflict.Right }.Concat(ledger.Conflicts.JoinedImages(conflict.Id)).Distinct()];
}
