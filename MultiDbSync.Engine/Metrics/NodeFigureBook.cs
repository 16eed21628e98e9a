using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Metrics;

/// <summary>
/// Gathers figures by sync set and database until they are written: one row for each pair of the two that has something to tell, every ten seconds, whatever the load.
/// </summary>
internal sealed class NodeFigureBook
{
    /// <summary>Length of an interval in milliseconds; intervals end at multiples of it.</summary>
    public const long Interval = 10_000;

    private readonly Dictionary<(string SyncSet, string Node), NodeMetricEntity> _rows = [];
    private long _end;

    public void Count(string syncSet, string node, SetFigures figures)
    {
        var row = RowOf(syncSet, node);
        row.Captured += figures.Captured;
        row.Applied += figures.Applied;
        row.Applies += figures.Applies;
        row.ApplyMs += figures.ApplyMs;
        row.SlowestApplyMs = Math.Max(row.SlowestApplyMs, figures.SlowestApplyMs);
    }

    public void Count(string node, int errors)
    {
        if (errors > 0) RowOf("", node).Errors += errors;
    }

    public void Look(RouteBacklog backlog)
    {
        if (backlog is { Pending: 0, LagSeconds: <= 0 }) return;
        var row = RowOf(backlog.SyncSet, backlog.Node);
        row.Pending = Math.Max(row.Pending, backlog.Pending);
        row.LagSeconds = Math.Max(row.LagSeconds, backlog.LagSeconds);
    }

    /// <summary>The rows of the interval that has ended by now; none while it goes on.</summary>
    public IReadOnlyList<NodeMetricEntity> Take(DateTimeOffset now)
    {
        var end = now.ToUnixTimeMilliseconds() / Interval * Interval;
        if (_end == 0) _end = end;
        if (end <= _end) return [];
        _end = end;
        var rows = _rows.Values.ToList();
        foreach (var row in rows) row.At = end;
        _rows.Clear();
        return rows;
    }

    private NodeMetricEntity RowOf(string syncSet, string node)
    {
        if (!_rows.TryGetValue((syncSet, node), out var row)) _rows.Add((syncSet, node), row = new NodeMetricEntity { SyncSet = syncSet, Node = node });
        return row;
    }
}
