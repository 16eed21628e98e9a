using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.Runs;
using MultiDbSync.Api.Features.Status;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Reads everything about one sync set.</summary>
internal sealed class SyncSetDetails(HubDbContext db, HubStore hub, TopologyStatus topology)
{
    /// <summary>Null when there is none of that name.</summary>
    public async Task<SyncSetDetail?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (!(await hub.ReadTopologyAsync(cancellationToken)).Sets.TryGetValue(name, out var set)) return null;
        var databases = await topology.ReadDatabasesAsync(cancellationToken);
        var summary = (await topology.ReadSyncSetsAsync(databases, cancellationToken)).First(s => s.Name == name);
        var members = new List<SyncSetMember>();
        foreach (var database in databases.Where(d => set.Nodes.Contains(d.Name)))
        {
            var route = set.RouteOf(database.Name);
            members.Add(new SyncSetMember(
                database, route.State, route.Direction, route.LoadMode, route.LoadSource, await FindLoadAsync(name, database.Name, cancellationToken),
                [.. route.Tables.Values.OrderBy(t => t.Agreed.Name, StringComparer.Ordinal).Select(ToWire).Where(IsWorthTelling)]));
        }

        return new SyncSetDetail(summary, [.. set.Tables.Select(t => ToWire(t.Schema)).OrderBy(t => t.Table, StringComparer.Ordinal)], members);
    }

    private static SyncSetShape ToWire(TableSchema table) => new(
        table.Name, [.. table.Columns.Select(c => new DatabaseColumn(c.Name, c.DeclaredType, table.Key.Contains(c.Name), c.IsNullable))]);

    private static MemberTable ToWire(TableRoute table)
    {
        var held = table.Native.Columns.Select(c => table.AgreedName(c.Name)).ToHashSet(StringComparer.Ordinal);
        return new MemberTable(
            table.Agreed.Name, table.Native.Name == table.Agreed.Name ? null : table.Native.Name, table.Renamed,
            [.. table.Agreed.ImageColumns.Select(c => c.Name).Where(c => !held.Contains(c))], table.Filter, table.PausedReason);
    }

    // Types that are spelt otherwise are no matter of anybody's choice.
    private static bool IsWorthTelling(MemberTable table) =>
        table.NativeTable is not null || table.Columns.Count > 0 || table.LeaveOut.Count > 0 || table.Filter is not null || table.PausedReason is not null;

    private async Task<RunSummary?> FindLoadAsync(string syncSet, string node, CancellationToken cancellationToken)
    {
        var setting = await db.Settings.FindAsync([SettingNames.LoadRun + SettingNames.Membership(syncSet, node)], cancellationToken);
        if (setting is null || !long.TryParse(setting.Value, out var id)) return null;
        var run = await db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken);
        return run is null ? null : run.ToSummary() with { Load = await db.FindLoadAsync(run, cancellationToken) };
    }
}
