using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Verification;

/// <summary>Columns of a table that two databases both have, by the set's names.</summary>
internal static class ComparedColumns
{
    public static IReadOnlyList<string> Of(SyncSetInfo set, TableSchema table, string left, string right)
    {
        var there = Names(set.RouteOf(right), table).ToHashSet(StringComparer.Ordinal);
        return [.. Names(set.RouteOf(left), table).Where(there.Contains).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Names(RouteInfo route, TableSchema table) =>
        route.Tables.TryGetValue(table.Name, out var own) ? own.Native.ImageColumns.Select(c => own.AgreedName(c.Name)) : table.ImageColumns.Select(c => c.Name);
}
