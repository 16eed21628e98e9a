using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Has policies settle conflicts of one node's changes, records them, and appends what comes of them.</summary>
internal sealed class ConflictSettler(SetLedger ledger, Origin origin, IReadOnlyDictionary<string, NodeInfo> nodes, EngineSafeties safeties)
{
    public List<OpenedConflict> Conflicts { get; } = [];

    /// <summary>Settles two changes of one row.</summary>
    /// <param name="change">With the columns that its node lacks.</param>
    public void Settle(JudgedChange change, RowHead head)
    {
        var entry = change.Entry;
        var standing = change.View.Lift(head.After, entry.Before);
        var kind = ConflictClassifier.Classify(entry.Before, standing, entry.After, change.Policy.Counters);
        head = head with { After = standing };
        var conflict = Conflict(change, head, kind);
        var left = Side(head.Origin.Node, standing, head.At);
        var right = Side(origin.Node, entry.After, entry.At);
        var (settlement, policy) = ConflictJudge.Settle(change.Policy, new ConflictCase(change.Table, kind, entry.Before, left, right));
        // A value that no database has held yet, so that none has checked its keys.
        if (settlement is Settlement.Merge or Settlement.TakeRight
            && ConstraintCheck.FindForOutcome(ledger, change.Table, change.Form, entry, head, (settlement as Settlement.Merge)?.Result ?? entry.After) is { } clash)
        {
            Open(conflict with { Kind = clash.Kind, Related = clash.Related });
            return;
        }

        var settled = conflict with { Status = ConflictStatus.AutoResolved, Policy = policy };
        switch (settlement)
        {
            case Settlement.Merge merge:
                Record(settled with { Status = ConflictStatus.Merged, Result = merge.Result, Resolution = "merged" });
                Append(change, head.After, merge.Result, [entry.After, .. change.Held], Origin.Hub, ledger.Now);
                break;
            case Settlement.TakeRight:
                Record(settled with { Result = entry.After, Resolution = "keep-right" });
                Append(change, head.After, entry.After, change.Held, change.By, entry.At);
                break;
            case Settlement.TakeLeft:
                // With the columns that only the other side knew: whoever deleted the row makes it anew.
                Record(settled with { Result = standing, Resolution = "keep-left" });
                SayAgain(change, head, entry.After);
                break;
            case Settlement.KeepBoth when head.After is { } standingRow && entry.After is { } other:
                KeepBoth(change, head, settled, standingRow, other);
                break;
            default:
                Open(conflict);
                break;
        }
    }

    /// <summary>Opens a conflict with a key that another row holds, or a row that is gone; or has the policy of its kind settle it.</summary>
    public void OpenConstraint(JudgedChange change, NewConflict conflict)
    {
        var policy = change.Policy.For(conflict.Kind);
        var sides = new ConflictCase(
            change.Table, conflict.Kind, conflict.Base, Side(conflict.LeftOrigin, conflict.Left, conflict.LeftAt), Side(conflict.RightOrigin, conflict.Right, conflict.RightAt));
        var choice = policy.Settle(sides) switch
        {
            Settlement.TakeLeft => ConflictChoice.KeepLeft,
            Settlement.TakeRight => ConflictChoice.KeepRight,
            _ => (ConflictChoice?)null,
        };
        var id = ledger.Conflicts.Insert(conflict, ledger.Now);
        var settled = choice is { } side && Decide(id, side, policy.Name);
        Conflicts.Add(new OpenedConflict(id, ledger.Set.Name, conflict.Table, conflict.Kind, settled ? ConflictStatus.AutoResolved : ConflictStatus.Open));
    }

    /// <summary>
    /// The head once more, under its own origin and time: the node that changed the row receives it, and its own side doesn't conflict with its win. What a node
    /// is to hear of a row of its own that it can't see, the hub says.
    /// </summary>
    public void SayAgain(JudgedChange change, RowHead head, RowImage? replaced) =>
        Append(change, head.After, head.After, [replaced, .. change.Held], head.Origin == origin ? Origin.Hub : head.Origin, head.At);

    public NewConflict Conflict(JudgedChange change, RowHead head, ConflictKind kind) =>
        new(change.Table.Name, change.Entry.Key!, change.Form, kind, ConflictStatus.Open)
        {
            Base = change.Entry.Before ?? head.Before,
            Left = head.After,
            Right = change.Entry.After,
            LeftOrigin = head.Origin.Node,
            RightOrigin = origin.Node,
            LeftAt = head.At,
            RightAt = change.Entry.At,
            LeftPosition = head.Position,
            RightSeen = change.Seen,
        };

    public void Open(NewConflict conflict) => Record(conflict);

    public void Append(JudgedChange change, RowImage? before, RowImage? after, IReadOnlyList<RowImage?> replaces, Origin by, DateTimeOffset at) =>
        ledger.Append(new NewEntry(change.Table, change.Entry.Key!, before, after, replaces, by, at) { OriginSeq = change.Entry.Seq, OriginId = change.Entry.Id });

    private void KeepBoth(JudgedChange change, RowHead head, NewConflict settled, RowImage left, RowImage right)
    {
        var both = new KeepingBoth(ledger, change.Table, origin.Node);
        var open = settled with { Status = ConflictStatus.Open, Policy = null };
        if (ledger.NewKey(change.Table, change.Entry.Key!, origin.Node) is not { } newKey || both.Refuse(left, right, newKey) is not null)
        {
            Open(open);
        }
        else if (both.Clash(newKey, right, change.Entry, head) is { } clash)
        {
            Open(open with { Kind = clash.Kind, Related = clash.Related });
        }
        else
        {
            Record(settled with { Result = left, Resolution = "keep-both", NewKey = newKey });
            both.Run(head.Key, left, right, newKey, head.Origin == origin ? Origin.Hub : head.Origin, head.At, [right, .. change.Held]);
        }
    }

    private bool Decide(long id, ConflictChoice choice, string policy)
    {
        var conflict = ledger.Conflicts.Find(id)!;
        var closing = new ConflictClosing(
            ConflictStatus.AutoResolved, null, choice == ConflictChoice.KeepLeft ? "keep-left" : "keep-right", ConflictActions.Settled, policy, null);
        return new DecisionRunner(ledger).Run(conflict, new ConflictDecision(id, conflict.Version, choice, null, policy, null), closing).Status == ResolveStatus.Resolved;
    }

    private void Record(NewConflict conflict)
    {
        var id = ledger.Conflicts.Insert(conflict, ledger.Now);
        Conflicts.Add(new OpenedConflict(id, ledger.Set.Name, conflict.Table, conflict.Kind, conflict.Status));
    }

    private ConflictSide Side(string node, RowImage? image, DateTimeOffset at) =>
        safeties.TieBreak ? new(node, image, at, nodes.GetValueOrDefault(node)?.Priority ?? 0) : new("", image, at, 0);
}
