using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// Drops log entries and row heads that every node of a set has received. Heads of parked and of deferred rows stay, and of rows that an open conflict names;
/// a deferred row pins its own head and its own entries since it was left alone, which tell what its database may hold there, not the log.
/// </summary>
internal sealed class HubPruner(HubLog log, EngineSafeties safeties)
{
    /// <param name="states">Each node's own account of the set, read in one snapshot per node.</param>
    /// <param name="acceptedBefore">Younger log entries are kept for history.</param>
    /// <param name="formOf">Key form of a deferred row.</param>
    public Task<int> PruneAsync(
        string syncSet, IReadOnlyCollection<NodeState> states, DateTimeOffset acceptedBefore, Func<DeferredRow, string> formOf, CancellationToken cancellationToken)
    {
        if (states.Count == 0) return Task.FromResult(0);
        var floor = states.Min(s => s.Applied);
        var kept = safeties.PruneDeferred
            ? states.SelectMany(s => s.Deferred).GroupBy(d => (d.Table, Form: formOf(d)), d => d.Position).ToDictionary(d => d.Key, d => d.Min())
            : [];
        return log.WriteAsync(
            session =>
            {
                var before = acceptedBefore.ToUnixTimeMilliseconds();
                var pruned = 0;
                var done = 0L;
                foreach (var stays in EntriesOf(session, syncSet, kept, floor).Append(floor + 1))
                {
                    pruned += session.Execute("DELETE FROM hub_log WHERE sync_set=$1 AND position>$2 AND position<$3 AND accepted_at<$4", syncSet, done, stays, before);
                    done = stays;
                }

                var young = session.Number("SELECT min(position) FROM hub_log WHERE sync_set=$1 AND (position>$2 OR accepted_at>=$3)", syncSet, floor, before);
                if (pruned > 0) new LogTable(session, syncSet).NotePruned(Math.Min(floor, (young ?? floor + 1) - 1));
                var conflicts = new ConflictTable(session, syncSet);
                var lowest = young ?? floor + 1;
                var heads = session.Rows(
                    "SELECT table_name, key_form FROM row_head WHERE sync_set=$1 AND position<$2", r => (r.GetString(0), r.GetString(1)),
                    syncSet, Math.Min(lowest, floor + 1));
                foreach (var (table, form) in heads)
                {
                    if (conflicts.ParkedBy(table, form) is not null || conflicts.AwaitedBy(table, form).Count > 0 || kept.ContainsKey((table, form))) continue;
                    session.Execute("DELETE FROM row_head WHERE sync_set=$1 AND table_name=$2 AND key_form=$3", syncSet, table, form);
                    session.Execute("DELETE FROM head_value WHERE sync_set=$1 AND table_name=$2 AND key_form=$3", syncSet, table, form);
                }

                RekeyedRows.Prune(session, syncSet);
                return pruned;
            },
            cancellationToken);
    }

    private static List<long> EntriesOf(HubSession session, string syncSet, Dictionary<(string Table, string Form), long> rows, long floor) =>
        [.. rows.SelectMany(r => session.Rows(
                "SELECT position FROM hub_log WHERE sync_set=$1 AND table_name=$2 AND key_form=$3 AND position>=$4 AND position<=$5",
                e => e.GetInt64(0), syncSet, r.Key.Table, r.Key.Form, r.Value, floor))
            .Order()];
}
