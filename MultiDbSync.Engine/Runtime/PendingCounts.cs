using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Engine.Runtime;

/// <summary>
/// How many log entries databases have not received. While a database is away nothing but the end of its log moves: only that is counted again, so a backlog of
/// millions costs no more than a short one. Entries that a database has still to receive are never pruned.
/// </summary>
internal sealed class PendingCounts(HubSession session)
{
    private readonly Dictionary<(string Set, string Node), (long Applied, long Last, long Count)> _known = [];

    /// <summary>Log entries of others after a position, as of the session's transaction.</summary>
    public long Of(string syncSet, string node, long applied)
    {
        var last = session.Number("SELECT max(position) FROM hub_log WHERE sync_set=$1", syncSet) ?? 0;
        var goesOn = _known.TryGetValue((syncSet, node), out var known) && known.Applied == applied && known.Last <= last;
        var (from, count) = goesOn ? (Math.Max(applied, known.Last), known.Count) : (applied, 0);
        if (last > from) count += Count(syncSet, node, from, last);
        _known[(syncSet, node)] = (applied, last, count);
        return count;
    }

    // Both numbers come from indexes alone.
    private long Count(string syncSet, string node, long from, long to) =>
        session.Number("SELECT count(*) FROM hub_log WHERE sync_set=$1 AND position>$2 AND position<=$3", syncSet, from, to)!.Value
        - session.Number("SELECT count(*) FROM hub_log WHERE sync_set=$1 AND origin=$2 AND position>$3 AND position<=$4", syncSet, node, from, to)!.Value;
}
