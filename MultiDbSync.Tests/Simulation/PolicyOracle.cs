using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts.Policies;

namespace MultiDbSync.Tests.Simulation;

/// <summary>
/// Works every automatic outcome out again, from the conflict's record alone and in other words than the engine: which side is later by corrected time, which
/// node has priority, whose name sorts last; which columns each side changed; what a column's own policy makes of it.
/// </summary>
internal sealed class PolicyOracle(WalkWorld world)
{
    private static readonly ConflictKind[] OfOneRow = [ConflictKind.UpdateUpdate, ConflictKind.DisjointUpdate, ConflictKind.UpdateDelete, ConflictKind.DeleteUpdate, ConflictKind.CreateCreate];

    public void Check(IEnumerable<WalkConflict> conflicts)
    {
        // What a database can't see of a row is not told by the record.
        if (world.Plan.Routes) return;
        foreach (var conflict in conflicts.Where(c => c.Status is ConflictStatus.AutoResolved or ConflictStatus.Merged && OfOneRow.Contains(c.Kind) && c.Resolution != "keep-both"))
        {
            var (known, row) = Expect(TablePolicy.Parse(world.Set.Table(conflict.Table)!.Policy), conflict);
            if (!known || !Equals(row, conflict.Result)) throw new SimulationFailedException($"The policy {world.Set.Table(conflict.Table)!.Policy} should have ended with {(known ? row?.ToJson() ?? "a deletion" : "a question")}: {conflict}");
        }
    }

    private (bool Known, RowImage? Row) Expect(TablePolicy policy, WalkConflict conflict)
    {
        var created = conflict.Kind == ConflictKind.CreateCreate;
        if (conflict.Left is null || conflict.Right is null) return Whole(Name(policy, conflict.Kind), conflict);
        var open = new List<string>();
        var cells = new Dictionary<string, CellValue>();
        foreach (var column in conflict.Left.Columns)
        {
            var (left, right) = (conflict.Left[column], conflict.Right[column]);
            var (was, own) = (created ? CellValue.Null : conflict.Base![column], policy.Columns.GetValueOrDefault(column));
            var changes = (Left: created || left != was, Right: created || right != was);
            cells[column] = changes.Right ? right : left;
            if (!changes.Left || !changes.Right || (left == right && (created || own != "add-deltas"))) continue;
            if (own is null) open.Add(column);
            else if (Cell(own, conflict, was, left, right) is { } value) cells[column] = value;
            else return (false, null);
        }

        return Rest(policy, conflict, open, cells);
    }

    // What columns without a policy of their own leave open is settled by the kind of what is left.
    private (bool Known, RowImage? Row) Rest(TablePolicy policy, WalkConflict conflict, List<string> open, Dictionary<string, CellValue> cells)
    {
        var free = conflict.Left!.Columns.Where(c => !policy.Columns.ContainsKey(c)).ToList();
        var created = conflict.Kind == ConflictKind.CreateCreate;
        if (free.All(c => conflict.Left[c] == conflict.Right![c])) return (true, Image(cells));
        var kind = created ? conflict.Kind : open.Count > 0 ? ConflictKind.UpdateUpdate : ConflictKind.DisjointUpdate;
        var name = Name(policy, kind);
        var merges = name.StartsWith("merge-columns", StringComparison.Ordinal) && !created;
        if (merges && open.Count == 0) return (true, Image(cells));
        if (Side(name, conflict) is not { } right) return (false, null);
        foreach (var column in merges ? open : free) cells[column] = (right ? conflict.Right! : conflict.Left)[column];
        return (true, Image(cells));
    }

    private (bool Known, RowImage? Row) Whole(string name, WalkConflict conflict) => Side(name, conflict) is { } right ? (true, right ? conflict.Right : conflict.Left) : (false, null);

    private CellValue? Cell(string name, WalkConflict conflict, CellValue was, CellValue left, CellValue right)
    {
        switch (name)
        {
            case "add-deltas": return was.IsNull || left.IsNull || right.IsNull ? null : CellValue.FromInteger(left.Integer + right.Integer - was.Integer);
            case "max" or "min":
                if (left.IsNull || right.IsNull) return left.IsNull ? right : left;
                return (left.Integer > right.Integer) == (name == "max") ? left : right;
            default: return Side(name, conflict) is { } isRight ? isRight ? right : left : null;
        }
    }

    private static string Name(TablePolicy policy, ConflictKind kind) =>
        policy.Kinds.TryGetValue(kind, out var own) ? own : kind == ConflictKind.DisjointUpdate ? "merge-columns" : policy.Default;

    private static RowImage Image(Dictionary<string, CellValue> cells) => RowImage.Of([.. cells.Select(c => (c.Key, c.Value))]);

    // True where the right side wins; null where a person decides.
    private bool? Side(string name, WalkConflict conflict)
    {
        var later = conflict.RightAt.CompareTo(conflict.LeftAt);
        var prior = Priority(conflict.RightOrigin).CompareTo(Priority(conflict.LeftOrigin));
        int[] order = name.Split(',')[^1] switch
        {
            "last-write-wins" => [later, prior],
            "first-write-wins" => [-later, prior],
            "node-priority" => [prior, later],
            _ => [],
        };
        if (order.Length == 0) return null;
        var decided = order.FirstOrDefault(o => o != 0);
        return decided != 0 ? decided > 0 : string.CompareOrdinal(conflict.RightOrigin, conflict.LeftOrigin) > 0;
    }

    private int Priority(string node) => world.Topology.Nodes.GetValueOrDefault(node)?.Priority ?? 0;
}
