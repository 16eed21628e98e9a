using Microsoft.EntityFrameworkCore;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Status;

/// <summary>Figures of one sync set, one database or one database in one set, summed by the store.</summary>
internal sealed class NodeSums(HubDbContext db)
{
    // Backlogs of databases add up at one time, and the worst time counts; errors belong to a database, and so to each of its sets.
    public Task<Dictionary<long, BucketSums>> ReadAsync(BucketRange range, MetricsSelection selection, CancellationToken cancellationToken)
    {
        var (set, node) = (selection.SyncSet ?? "", selection.Database ?? "");
        return db.Database.SqlQuery<BucketSums>(
            $"""
            SELECT (at - 1) / {range.Length} + 1 AS Number, sum(captured) AS Captured, sum(applied) AS Applied, max(lag_seconds) AS LagSeconds, max(pending) AS Pending,
                0 AS ConflictsDetected, sum(errors) AS Errors, sum(applies) AS Applies, sum(apply_ms) AS ApplyMs, max(slowest_apply_ms) AS SlowestApplyMs, max(at) AS LastAt
            FROM (
                SELECT at, sum(captured) AS captured, sum(applied) AS applied, max(lag_seconds) AS lag_seconds, sum(pending) AS pending, sum(errors) AS errors,
                    sum(applies) AS applies, sum(apply_ms) AS apply_ms, max(slowest_apply_ms) AS slowest_apply_ms
                FROM node_metrics
                WHERE at > {range.From} AND at <= {range.To} AND ({node} = '' OR node = {node})
                    AND ({set} = '' OR sync_set = {set} OR (sync_set = '' AND node IN (SELECT r.node FROM sync_routes r WHERE r.sync_set = {set})))
                GROUP BY at)
            GROUP BY 1
            """).ToDictionaryAsync(b => b.Number, cancellationToken);
    }
}
