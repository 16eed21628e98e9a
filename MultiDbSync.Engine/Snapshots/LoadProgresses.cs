using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>First loads as the wire shows them.</summary>
public static class LoadProgresses
{
    /// <summary>The wire's record of a load.</summary>
    public static LoadProgress ToProgress(this SyncRouteEntity route, IReadOnlyCollection<LoadTableEntity> tables)
    {
        var seconds = tables.Sum(t => t is { StartedAt: { } began, FinishedAt: { } last } ? (last - began).TotalSeconds : 0);
        var copied = tables.Sum(t => t.Copied);
        var rate = seconds > 0 ? copied / seconds : 0;
        var left = tables.Where(t => !t.Done).Sum(t => Math.Max(0, t.Estimated - t.Copied));
        return new LoadProgress(
            route.Node, route.LoadSource, route.LoadMode, copied, tables.Sum(t => Math.Max(t.Estimated, t.Copied)), rate, left == 0 ? 0 : rate > 0 ? left / rate : null,
            [.. tables.OrderBy(t => t.TableName, StringComparer.Ordinal).Select(t => new LoadTableProgress(t.TableName, t.Copied, t.Estimated, t.Done))]);
    }
}
