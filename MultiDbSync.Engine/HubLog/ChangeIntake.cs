using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Judges a node's changes of one sync set one after the other, within one hub transaction, and appends what is accepted.</summary>
internal sealed class ChangeIntake(SetLedger ledger, NodeBelief belief, Origin origin, IReadOnlyDictionary<string, NodeInfo> nodes)
{
    private readonly ConstraintCheck _constraints = new(ledger, origin);
    private readonly ConflictSettler _settler = new(ledger, origin, nodes, belief.Safeties);
    private readonly Rekeying _rekeying = new(ledger, belief, origin);
    private readonly DecisionRunner _decisions = new(ledger);
    private readonly bool _sends = ledger.Set.RouteOf(origin.Node).Sends;

    public int Accepted { get; private set; }

    public int EqualResults { get; private set; }

    /// <summary>Of the equal results: both sides deleted the row.</summary>
    public int BothDeleted { get; private set; }

    public int Joined { get; private set; }

    /// <summary>Open conflicts that were settled because what they waited for has come.</summary>
    public int Released { get; private set; }

    public List<OpenedConflict> Conflicts => _settler.Conflicts;

    /// <summary>Takes an entry of the node's change log: judges a change, notes a marker.</summary>
    public void Take(CapturedEntry entry)
    {
        if (entry.Kind == EntryKind.Change) Judge(entry);
        else if (entry.Kind == EntryKind.Applied) belief.Mark(entry, null);
        else if (ledger.Set.Table(entry.Table!) is { } table) belief.Mark(entry, table.Schema.FormOf(entry.Key!));
    }

    /// <summary>Takes what a node held before it belonged to the set: it has seen nothing.</summary>
    public void TakeUnseen(CapturedEntry change) => Judge(change, seenAtMost: -1);

    private void Judge(CapturedEntry captured, long seenAtMost = long.MaxValue)
    {
        if (Equals(captured.Before, captured.After) || ledger.Set.Table(captured.Table!) is not { } info) return;
        var table = info.Schema;
        var form = table.FormOf(captured.Key!);
        var entry = _rekeying.References(table, captured);
        var held = new List<RowImage?>();
        if (_rekeying.NewKeyOf(table, form) is { } newKey)
        {
            SayOldKeyAgain(captured, table.Name, form);
            entry = Rekeying.Moved(table, entry, newKey);
            form = table.FormOf(newKey);
        }
        else if (!Equals(entry.After, captured.After))
        {
            held.Add(captured.After);
        }

        var turned = !ReferenceEquals(entry, captured);
        var seen = Math.Min(seenAtMost, belief.Seen(table.Name, form));
        Judge(new JudgedChange(table, TablePolicy.Parse(info.Policy), entry, form, seen, ledger.Views.Of(origin.Node, table.Name), turned ? Origin.Hub : origin, held));
        Released += _decisions.Release();
    }

    private void Judge(JudgedChange change)
    {
        var (entry, view) = (change.Entry, change.View);
        var head = ledger.Heads.Find(change.Table.Name, change.Form);
        if (ledger.Conflicts.ParkedBy(change.Table.Name, change.Form) is { } parkedBy)
        {
            // A row outside its filter its writer could not see: what the conflict held of it stays known.
            Join(parkedBy, entry with { Before = entry.Before ?? (view.Hides(head?.After) ? head!.After : null) }, view.Lift(entry.After, head?.After ?? head?.Before));
            return;
        }

        if (!_sends)
        {
            Keep(change, head);
            return;
        }

        switch (ConflictDetector.Judge(head, origin, entry.Before, entry.After, change.Seen, view, change.Policy.Counters))
        {
            case Verdict.EqualResult:
                EqualResults++;
                if (entry.After is null) BothDeleted++;
                if (view.Hides(entry.After) || change.Held.Count > 0) _settler.SayAgain(change, head!, entry.After);
                break;
            case Verdict.Accept:
            case Verdict.Divergence when !belief.Safeties.Net:
                Accept(change, head);
                break;
            case Verdict.Divergence:
                _settler.Open(_settler.Conflict(change, head!, ConflictKind.Divergence) with { Base = entry.Before, Right = view.Lift(entry.After, head!.After) });
                break;
            case Verdict.Conflict:
                _settler.Settle(Lifted(change, head!), head!);
                break;
        }
    }

    private void Join(long conflict, CapturedEntry entry, RowImage? after)
    {
        ledger.Conflicts.Join(conflict, origin.Node, entry.Before, after, entry.At);
        Joined++;
    }

    // The row that the node changed has another key by now; under the old one the node is to get the row that kept it.
    private void SayOldKeyAgain(CapturedEntry captured, string table, string form)
    {
        var head = ledger.Heads.Find(table, form);
        if (ledger.Conflicts.ParkedBy(table, form) is { } parkedBy) Join(parkedBy, captured, captured.After);
        else if (head is not null) ledger.Append(new NewEntry(ledger.Table(table)!, head.Key, head.After, head.After, [captured.After], Origin.Hub, head.At));
    }

    // Of a database that only receives: what its applications change goes to nobody and is not overwritten either; a person looks at it.
    private void Keep(JudgedChange change, RowHead? head)
    {
        var (entry, view) = (change.Entry, change.View);
        var others = head is null ? entry.Before : head.After;
        if (view.Same(entry.After, view.Project(others)))
        {
            EqualResults++;
            return;
        }

        var known = head ?? new RowHead(0, entry.Key!, null, others, Origin.Hub, entry.At);
        _settler.Open(_settler.Conflict(change, known, ConflictKind.Divergence) with { Base = entry.Before, Right = view.Lift(entry.After, others) });
    }

    // Columns that its node lacks stay as the others have them. Where the others have no such row any more, they are what they were, else NULL.
    private static JudgedChange Lifted(JudgedChange change, RowHead head)
    {
        var (entry, view) = (change.Entry, change.View);
        var known = head.After ?? head.Before;
        var after = view.Lift(entry.After, known);
        return change with { Entry = entry with { Before = view.Lift(entry.Before, known), After = head.After is null ? view.Fill(after) : after } };
    }

    private void Accept(JudgedChange change, RowHead? head)
    {
        var (entry, view) = (change.Entry, change.View);
        if (_constraints.Find(change.Table, change.Form, entry, change.Seen) is { } conflict)
        {
            _settler.OpenConstraint(change, conflict);
            return;
        }

        var after = entry.Before is null ? view.Fill(entry.After)
            : head?.After is null || entry.After is null ? entry.After
            : view.Lift(head.After, entry.After)!.With(entry.Before.ChangedColumns(entry.After), entry.After);
        var before = head is null ? entry.Before : view.Lift(head.After, entry.Before);
        IReadOnlyList<RowImage?> replaces = head is null && IsMerging && entry.Before is not null ? [null, .. change.Held] : change.Held;
        _settler.Append(change, before, after, replaces, change.By, entry.At);
        Accepted++;
    }

    // What it held before the merge has not reached the others yet: they may lack the row.
    private bool IsMerging => ledger.Set.RouteOf(origin.Node) is { State: RouteState.Loading, LoadMode: FirstLoadMode.Merge };
}
