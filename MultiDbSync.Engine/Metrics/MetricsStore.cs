using Microsoft.EntityFrameworkCore;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Metrics;

/// <summary>Writes figures to the hub store.</summary>
internal static class MetricsStore
{
    /// <summary>One transaction for all. Two workers by mistake add up in one row.</summary>
    public static async Task WriteAsync(this HubDbContext db, MetricEntity total, IReadOnlyList<NodeMetricEntity> rows, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Metrics.Add(total);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var row in rows)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO node_metrics (at, sync_set, node, captured, applied, lag_seconds, pending, errors, applies, apply_ms, slowest_apply_ms)
                VALUES ({row.At}, {row.SyncSet}, {row.Node}, {row.Captured}, {row.Applied}, {row.LagSeconds}, {row.Pending}, {row.Errors}, {row.Applies}, {row.ApplyMs}, {row.SlowestApplyMs})
                ON CONFLICT DO UPDATE SET
                    captured=captured+excluded.captured, applied=applied+excluded.applied, lag_seconds=max(lag_seconds, excluded.lag_seconds), pending=max(pending, excluded.pending),
                    errors=errors+excluded.errors, applies=applies+excluded.applies, apply_ms=apply_ms+excluded.apply_ms, slowest_apply_ms=max(slowest_apply_ms, excluded.slowest_apply_ms)
                """,
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
