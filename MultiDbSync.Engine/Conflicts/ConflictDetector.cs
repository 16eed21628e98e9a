using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Engine.Conflicts;

/// <summary>
/// The rule of snapshot isolation (docs/architecture.md): a change is in conflict when its row has a head at a position that its node had not received,
/// from another origin, and neither its <c>before</c> nor its <c>after</c> is what the head holds. No clock takes part.
/// The net behind it: also without a conflict, <c>before</c> must be what the head holds; else something passed the node by.
/// </summary>
internal static class ConflictDetector
{
    public static Verdict Judge(RowHead? head, Origin origin, RowImage? before, RowImage? after, long seen)
    {
        if (head is null) return Verdict.Accept;
        var unseen = head.Origin != origin && head.Position > seen;
        if (unseen && Equals(after, head.After)) return Verdict.EqualResult;
        if (Equals(before, head.After)) return Verdict.Accept;
        if (unseen) return Verdict.Conflict;
        return Equals(after, head.After) ? Verdict.EqualResult : Verdict.Divergence;
    }
}
