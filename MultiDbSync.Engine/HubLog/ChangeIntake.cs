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
    private readonly bool _sends = ledger.Set.RouteOf(origin.Node).Sends;

    public int Accepted { get; private set; }

    public int EqualResults { get; private set; }

    public int Joined { get; private set; }

    public List<OpenedConflict> Conflicts { get; } = [];

    /// <summary>Takes an entry of the node's change log: judges a change, notes a marker.</summary>
    public void Take(CapturedEntry entry)
    {
        if (entry.Kind == EntryKind.Change) Judge(entry);
        else if (entry.Kind == EntryKind.Applied) belief.Mark(entry, null);
        else if (ledger.Set.Table(entry.Table!) is { } table) belief.Mark(entry, table.Schema.FormOf(entry.Key!));
    }

    /// <summary>Takes what a node held before it belonged to the set: it has seen nothing.</summary>
    public void TakeUnseen(CapturedEntry change) => Judge(change, seenAtMost: -1);

    private void Judge(CapturedEntry change, long seenAtMost = long.MaxValue)
    {
        if (Equals(change.Before, change.After) || ledger.Set.Table(change.Table!) is not { } table) return;
        var form = table.Schema.FormOf(change.Key!);
        var view = ledger.Views.Of(origin.Node, table.Schema.Name);
        var head = ledger.Heads.Find(table.Schema.Name, form);
        if (ledger.Conflicts.ParkedBy(table.Schema.Name, form) is { } parkedBy)
        {
            ledger.Conflicts.Join(parkedBy, origin.Node, change.Before, view.Lift(change.After, head?.After ?? head?.Before), change.At);
            Joined++;
            return;
        }

        var seen = Math.Min(seenAtMost, belief.Seen(table.Schema.Name, form));
        if (!_sends)
        {
            Keep(change, form, head, seen, view);
            return;
        }

        switch (ConflictDetector.Judge(head, origin, change.Before, change.After, seen, view))
        {
            case Verdict.EqualResult:
                EqualResults++;
                if (view.Hides(change.After)) SayAgain(table, change, head!, change.After);
                break;
            case Verdict.Accept:
                Accept(table, form, head, change, seen, view);
                break;
            case Verdict.Divergence:
                Open(Conflict(change, form, head!, seen, ConflictKind.Divergence) with { Base = change.Before, Right = view.Lift(change.After, head!.After) });
                break;
            case Verdict.Conflict:
                Settle(table, form, head!, Lifted(change, head!, view), seen, view);
                break;
        }
    }

    // Of a database that only receives: what its applications change goes to nobody and is not overwritten either; a person looks at it.
    private void Keep(CapturedEntry change, string form, RowHead? head, long seen, TableView view)
    {
        var others = head is null ? change.Before : head.After;
        if (view.Same(change.After, view.Project(others)))
        {
            EqualResults++;
            return;
        }

        var known = head ?? new RowHead(0, change.Key!, null, others, Origin.Hub, change.At);
        Open(Conflict(change, form, known, seen, ConflictKind.Divergence) with { Base = change.Before, Right = view.Lift(change.After, others) });
    }

    // Columns that its node lacks stay as the others have them. Where the others have no such row any more, they are what they were, else NULL.
    private static CapturedEntry Lifted(CapturedEntry change, RowHead head, TableView view)
    {
        var known = head.After ?? head.Before;
        var after = view.Lift(change.After, known);
        return change with { Before = view.Lift(change.Before, known), After = head.After is null ? view.Fill(after) : after };
    }

    private void Accept(SyncTableInfo table, string form, RowHead? head, CapturedEntry change, long seen, TableView view)
    {
        if (_constraints.Find(table.Schema, form, change, seen) is { } conflict)
        {
            Open(conflict);
            return;
        }

        var after = change.Before is null ? view.Fill(change.After)
            : head?.After is null || change.After is null ? change.After
            : view.Lift(head.After, change.After)!.With(change.Before.ChangedColumns(change.After), change.After);
        Append(table, change, head is null ? change.Before : head.After, after, head is null && IsMerging && change.Before is not null ? [null] : [], origin, change.At);
        Accepted++;
    }

    // What it held before the merge has not reached the others yet: they may lack the row.
    private bool IsMerging => ledger.Set.RouteOf(origin.Node) is { State: RouteState.Loading, LoadMode: FirstLoadMode.Merge };

    private void Settle(SyncTableInfo table, string form, RowHead head, CapturedEntry change, long seen, TableView view)
    {
        var standing = view.Lift(head.After, change.Before);
        var kind = ConflictClassifier.Classify(change.Before, standing, change.After);
        var conflict = Conflict(change, form, head, seen, kind);
        var left = Side(head.Origin.Node, standing, head.At);
        var right = Side(origin.Node, change.After, change.At);
        var policy = PolicySpec.Parse(kind == ConflictKind.DisjointUpdate ? "merge-columns" : table.Policy);
        var settlement = policy.Settle(new ConflictCase(table.Schema, kind, change.Before, left, right));
        // A value that no database has held yet, so that none has checked its keys.
        if (settlement is Settlement.Merge or Settlement.TakeRight
            && ConstraintCheck.FindForOutcome(ledger, table.Schema, form, change, head, (settlement as Settlement.Merge)?.Result ?? change.After) is { } clash)
        {
            Open(conflict with { Kind = clash.Kind, Related = clash.Related });
            return;
        }

        switch (settlement)
        {
            case Settlement.Merge merge:
                Record(conflict with { Status = ConflictStatus.Merged, Result = merge.Result, Policy = policy.Name, Resolution = "merged" });
                Append(table, change, head.After, merge.Result, [change.After], Origin.Hub, ledger.Now);
                break;
            case Settlement.TakeRight:
                Record(conflict with { Status = ConflictStatus.AutoResolved, Result = change.After, Policy = policy.Name, Resolution = "keep-right" });
                Append(table, change, head.After, change.After, [], origin, change.At);
                break;
            case Settlement.TakeLeft:
                Record(conflict with { Status = ConflictStatus.AutoResolved, Result = head.After, Policy = policy.Name, Resolution = "keep-left" });
                SayAgain(table, change, head, change.After);
                break;
            default:
                Open(conflict);
                break;
        }
    }

    // Under its own origin and time: the node that changed the row receives it, and its own side doesn't conflict with its win. What a node is to hear of a
    // row of its own that it can't see, the hub says.
    private void SayAgain(SyncTableInfo table, CapturedEntry change, RowHead head, RowImage? replaced) =>
        Append(table, change, head.After, head.After, [replaced], head.Origin == origin ? Origin.Hub : head.Origin, head.At);

    private NewConflict Conflict(CapturedEntry change, string form, RowHead head, long seen, ConflictKind kind) =>
        new(change.Table!, change.Key!, form, kind, ConflictStatus.Open)
        {
            Base = change.Before ?? head.Before,
            Left = head.After,
            Right = change.After,
            LeftOrigin = head.Origin.Node,
            RightOrigin = origin.Node,
            LeftAt = head.At,
            RightAt = change.At,
            LeftPosition = head.Position,
            RightSeen = seen,
        };

    private void Open(NewConflict conflict) => Record(conflict);

    private void Record(NewConflict conflict)
    {
        var id = ledger.Conflicts.Insert(conflict, ledger.Now);
        Conflicts.Add(new OpenedConflict(id, ledger.Set.Name, conflict.Table, conflict.Kind, conflict.Status));
    }

    private void Append(SyncTableInfo table, CapturedEntry change, RowImage? before, RowImage? after, IReadOnlyList<RowImage?> replaces, Origin by, DateTimeOffset at) =>
        ledger.Append(new NewEntry(table.Schema, change.Key!, before, after, replaces, by, at) { OriginSeq = change.Seq, OriginId = change.Id });

    private ConflictSide Side(string node, RowImage? image, DateTimeOffset at) =>
        nodes.TryGetValue(node, out var info) ? new ConflictSide(node, image, at - info.ClockOffset, info.Priority) : new ConflictSide(node, image, at, 0);
}
