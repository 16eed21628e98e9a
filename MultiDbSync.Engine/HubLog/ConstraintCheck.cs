using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// Unique and foreign keys among rows that changed recently, judged once for all nodes. What a writer had seen, its own database has judged already:
/// only heads that it had not received can clash. What this can't know (keys that applications do not enforce) the targets find.
/// </summary>
internal sealed class ConstraintCheck(SetLedger ledger, Origin origin)
{
    private static readonly Origin Nobody = new("", 0);

    /// <summary>What a node's change clashes with among the rows that it had not seen.</summary>
    public NewConflict? Find(TableSchema table, string form, CapturedEntry change, long seen)
    {
        if (change.After is null) return OrphansOf(table, form, change, seen);
        return TakenValue(table, form, change, seen) ?? LostParent(table, form, change, seen);
    }

    /// <summary>What the outcome of a policy clashes with among all rows: no database has judged this row yet.</summary>
    public static NewConflict? FindForOutcome(SetLedger ledger, TableSchema table, string form, CapturedEntry change, RowHead head, RowImage? outcome) =>
        new ConstraintCheck(ledger, Nobody).Find(table, form, change with { Before = head.After, After = outcome }, seen: -1);

    private NewConflict? TakenValue(TableSchema table, string form, CapturedEntry change, long seen)
    {
        foreach (var unique in table.UniqueKeys)
        {
            if (table.FormOf(unique.Columns, change.After!) is not { } value) continue;
            foreach (var holderForm in ledger.Heads.Holders(table.Name, unique.Name, value))
            {
                if (holderForm == form || ledger.Heads.Find(table.Name, holderForm) is not { After: not null } holder || !Unseen(table, holder, seen)) continue;
                return Conflict(change, form, seen, ConflictKind.UniqueKey, holder) with
                {
                    Left = change.Before,
                    Related = [Related(table, holder)],
                };
            }
        }

        return null;
    }

    private NewConflict? LostParent(TableSchema table, string form, CapturedEntry change, long seen)
    {
        foreach (var reference in table.ForeignKeys)
        {
            if (ledger.Table(reference.ParentTable) is not { } parent || !reference.ParentColumns.SequenceEqual(parent.Key)) continue;
            if (ValueForm.Key(change.After!, reference.Columns) is not { } key) continue;
            if (ledger.Heads.Find(parent.Name, parent.FormOf(key)) is not { After: null } gone || !Unseen(parent, gone, seen)) continue;
            return Conflict(change, form, seen, ConflictKind.ForeignKey, gone) with { Left = change.Before, Related = [Related(parent, gone)] };
        }

        return null;
    }

    private NewConflict? OrphansOf(TableSchema table, string form, CapturedEntry change, long seen)
    {
        var children = ChildHeads.Of(ledger, table, form, change.Before!).Where(c => Unseen(c.Table, c.Head, seen)).ToList();
        if (children.Count == 0) return null;
        return Conflict(change, form, seen, ConflictKind.ForeignKey, children[0].Head) with
        {
            Left = change.Before,
            Related = [.. children.Select(c => Related(c.Table, c.Head))],
        };
    }

    // A row outside the writer's filter its database does not hold, however much it has received.
    private bool Unseen(TableSchema table, RowHead head, long seen) => (head.Position > seen && head.Origin != origin) || ledger.Views.Of(origin.Node, table.Name).Hides(head.After);

    private NewConflict Conflict(CapturedEntry change, string form, long seen, ConflictKind kind, RowHead other) =>
        new(change.Table!, change.Key!, form, kind, ConflictStatus.Open)
        {
            Base = change.Before,
            Right = change.After,
            LeftOrigin = other.Origin.Node,
            RightOrigin = origin.Node,
            LeftAt = other.At,
            RightAt = change.At,
            LeftPosition = other.Position,
            RightSeen = seen,
        };

    private static RelatedRowImage Related(TableSchema table, RowHead head) =>
        new(table.Name, head.Key.Text, head.Origin.Node, head.After?.ToJson(), head.Before?.ToJson()) { Form = table.FormOf(head.Key) };
}
