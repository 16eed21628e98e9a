using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Routing;

namespace MultiDbSync.Engine.Conflicts;

/// <summary>
/// The rule of snapshot isolation (docs/architecture.md): a change is in conflict when its row has a head at a position that its node had not received,
/// from another origin, and neither its <c>before</c> nor its <c>after</c> is what the head holds. No clock takes part.
/// The net behind it: also without a conflict, <c>before</c> must be what the head holds; else something passed the node by.
/// </summary>
internal static class ConflictDetector
{
    /// <param name="counters">Columns whose increments add up.</param>
    /// <param name="view">What the origin can see of the table: heads are compared as far as that goes. A row that it can't see it has never received.</param>
    public static Verdict Judge(RowHead? head, Origin origin, RowImage? before, RowImage? after, long seen, TableView view, IReadOnlyList<string> counters)
    {
        if (head is null) return Verdict.Accept;
        var unseen = head.Origin != origin && head.Position > seen;
        var equal = view.Same(after, head.After) && !TellsMore(head.After, before, after);
        if (unseen && equal) return Counts(counters, before, after) ? Verdict.Conflict : Verdict.EqualResult;
        if (view.Same(before, head.After)) return Verdict.Accept;
        if (unseen) return Verdict.Conflict;
        if (equal) return Verdict.EqualResult;
        return before is null && view.Hides(head.After) ? Verdict.Conflict : Verdict.Divergence;
    }

    // The head is known in part, and the change gave another of the row's columns a value.
    private static bool TellsMore(RowImage? head, RowImage? before, RowImage? after) =>
        head is not null && after is not null
        && after.Columns.Any(c => !head.TryGet(c, out _) && !(before is not null && before.TryGet(c, out var old) && old == after[c]));

    // Two increments that end at one value still are two.
    private static bool Counts(IReadOnlyList<string> counters, RowImage? before, RowImage? after) =>
        counters.Count > 0 && before is not null && after is not null && before.ChangedColumns(after).Any(counters.Contains);
}
