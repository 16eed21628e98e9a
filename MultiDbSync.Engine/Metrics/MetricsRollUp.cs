using Microsoft.EntityFrameworkCore;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Metrics;

/// <summary>
/// Keeps 31 days of figures small: what is older than two hours becomes one row a minute, what is older than 26 hours one an hour. Sums stay sums, worst values stay
/// worst values. Whole intervals only, the oldest first, in bounded steps; a row whose time is a multiple of the interval has been rolled up already.
/// </summary>
internal static class MetricsRollUp
{
    /// <summary>Age after which figures are dropped.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(31);

    private const int IntervalsAStep = 500;
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;

    private static readonly (long Length, TimeSpan Age)[] Tiers = [(Minute, TimeSpan.FromHours(2)), (Hour, TimeSpan.FromHours(26))];

    /// <summary>One step; the next one comes with the next housekeeping.</summary>
    public static async Task RunAsync(HubDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = (now - Retention).ToUnixTimeMilliseconds();
        await db.Metrics.Where(m => m.At < oldest).ExecuteDeleteAsync(cancellationToken);
        await db.NodeMetrics.Where(m => m.At < oldest).ExecuteDeleteAsync(cancellationToken);
        foreach (var (length, age) in Tiers)
        {
            var end = (now - age).ToUnixTimeMilliseconds() / length * length;
            var first = await db.Metrics.Where(m => m.At <= end && m.At % length != 0).MinAsync(m => (long?)m.At, cancellationToken);
            if (first is { } total) await JoinAsync(db, length, total, end, Totals, cancellationToken);
            first = await db.NodeMetrics.Where(m => m.At <= end && m.At % length != 0).MinAsync(m => (long?)m.At, cancellationToken);
            if (first is { } node) await JoinAsync(db, length, node, end, ByNode, cancellationToken);
        }
    }

    // The joined rows wait under negative times until those that they were made of are gone.
    private static async Task JoinAsync(
        HubDbContext db, long length, long first, long end, Func<long, long, long, FormattableString[]> statements, CancellationToken cancellationToken)
    {
        var from = first / length * length;
        var to = Math.Min(end, from + IntervalsAStep * length);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var statement in statements(length, from, to)) await db.Database.ExecuteSqlAsync(statement, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static FormattableString[] Totals(long length, long from, long to) =>
    [
        $"""
        INSERT INTO metrics (at, seconds, captured, applied, lag_seconds, pending, open_conflicts, conflicts_detected, errors, applies, apply_ms, slowest_apply_ms)
        SELECT -((m.at - 1) / {length} + 1) * {length}, sum(seconds), sum(captured), sum(applied), max(lag_seconds), max(pending),
            (SELECT l.open_conflicts FROM metrics l WHERE l.at <= ((m.at - 1) / {length} + 1) * {length} ORDER BY l.at DESC LIMIT 1),
            sum(conflicts_detected), sum(errors), sum(applies), sum(apply_ms), max(slowest_apply_ms)
        FROM metrics m WHERE m.at > {from} AND m.at <= {to} GROUP BY (m.at - 1) / {length}
        """,
        $"DELETE FROM metrics WHERE at > {from} AND at <= {to}",
        $"UPDATE metrics SET at = -at WHERE at < 0",
    ];

    private static FormattableString[] ByNode(long length, long from, long to) =>
    [
        $"""
        INSERT INTO node_metrics (at, sync_set, node, captured, applied, lag_seconds, pending, errors, applies, apply_ms, slowest_apply_ms)
        SELECT -((at - 1) / {length} + 1) * {length}, sync_set, node, sum(captured), sum(applied), max(lag_seconds), max(pending), sum(errors), sum(applies), sum(apply_ms), max(slowest_apply_ms)
        FROM node_metrics WHERE at > {from} AND at <= {to} GROUP BY (at - 1) / {length}, sync_set, node
        """,
        $"DELETE FROM node_metrics WHERE at > {from} AND at <= {to}",
        $"UPDATE node_metrics SET at = -at WHERE at < 0",
    ];
}
