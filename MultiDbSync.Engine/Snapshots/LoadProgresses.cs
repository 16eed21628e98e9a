using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>First loads as the wire shows them.</summary>
public static class LoadProgresses
{
    /// <summary>The wire's record of a load.</summary>
    public static LoadProgress ToProgress(this SyncRouteEntity route, IReadOnlyCollection<LoadTableEntity> tables)
    {
        var seconds = tables.Sum(SecondsOf);
        var copied = tables.Sum(t => t.Copied);
        var rate = seconds > 0 ? copied / seconds : 0;
        var left = tables.Sum(LeftOf);
        return new LoadProgress(
            route.Node, route.LoadSource, route.LoadMode, copied, tables.Sum(t => Math.Max(t.Estimated, t.Copied)), rate, TimeFor(left, rate),
            [.. tables.OrderBy(t => t.TableName, StringComparer.Ordinal).Select(ToProgress)])
        {
            Copying = route.State == RouteState.Loading && (tables.Count == 0 || tables.Any(t => !t.Done)),
        };
    }

    private static LoadTableProgress ToProgress(LoadTableEntity table)
    {
        var seconds = SecondsOf(table);
        var rate = seconds > 0 ? table.Copied / seconds : 0;
        return new LoadTableProgress(table.TableName, table.Copied, table.Estimated, table.Done, rate, TimeFor(LeftOf(table), rate));
    }

    private static double SecondsOf(LoadTableEntity table) => table is { StartedAt: { } began, FinishedAt: { } last } ? (last - began).TotalSeconds : 0;

    private static long LeftOf(LoadTableEntity table) => table.Done ? 0 : Math.Max(0, table.Estimated - table.Copied);

    private static double? TimeFor(long rows, double rate) => rows == 0 ? 0 : rate > 0 ? rows / rate : null;
}
