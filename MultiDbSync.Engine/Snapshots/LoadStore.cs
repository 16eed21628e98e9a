using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>What the hub store keeps of first loads.</summary>
internal sealed class LoadStore(HubStore store, HubLog.HubLog log)
{
    private static readonly string[] KeptByMembership = ["node_position", "node_deferred", "captured_change", "load_tables"];

    /// <summary>The database that a run loads, or null.</summary>
    public async Task<string?> NodeOfAsync(RunEntity run, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        return await db.FindLoadedAsync(run, cancellationToken);
    }

    /// <summary>The membership with its progress, or null when there is none any more, or the database is to be removed or to leave.</summary>
    public async Task<(SyncRouteEntity Route, List<LoadTableEntity> Tables)?> FindAsync(string syncSet, string node, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        if (!await db.Nodes.AnyAsync(n => n.Name == node && !n.Removing, cancellationToken)) return null;
        var route = await db.SyncRoutes.AsNoTracking().FirstOrDefaultAsync(r => r.SyncSet == syncSet && r.Node == node, cancellationToken);
        if (route is null or { State: RouteState.Leaving }) return null;
        return (route, await db.LoadTables.AsNoTracking().Where(t => t.SyncSet == syncSet && t.Node == node).ToListAsync(cancellationToken));
    }

    /// <summary>Moves a loading database between not prepared and being prepared.</summary>
    public async Task MarkAsync(string syncSet, string node, long position, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        await db.SyncRoutes.Where(r => r.SyncSet == syncSet && r.Node == node && r.State == RouteState.Loading && r.StartPosition < 0)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.StartPosition, position), cancellationToken);
    }

    /// <summary>The database is as it shall be when copying begins. False when the log no longer holds what follows the position.</summary>
    public Task<bool> PreparedAsync(string syncSet, string node, long start, IReadOnlyList<(string Table, long Rows)> tables, CancellationToken cancellationToken) => log.WriteAsync(
        session =>
        {
            if (start < new LogTable(session, syncSet).PrunedBelow()) return false;

            // What was believed of it in an earlier membership is about another installation.
            foreach (var table in KeptByMembership)
                session.Execute($"DELETE FROM {table} WHERE node=$1 AND sync_set=$2", node, syncSet);
            session.Execute("UPDATE sync_routes SET start_position=$3 WHERE node=$1 AND sync_set=$2 AND state='Loading'", node, syncSet, start);
            foreach (var (table, rows) in tables)
            {
                session.Execute(
                    "INSERT INTO load_tables (sync_set, node, table_name, estimated, copied, done) SELECT $2, $1, $3, $4, 0, 0 WHERE EXISTS (SELECT 1 FROM sync_routes WHERE node=$1 AND sync_set=$2)",
                    node, syncSet, table, rows);
            }

            return true;
        },
        cancellationToken);

    /// <summary>Writes down how far a table is; false when the database no longer belongs to the set, or another source was chosen.</summary>
    public async Task<bool> SaveAsync(LoadTableEntity table, string source, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        return await db.LoadTables.Where(t => t.SyncSet == table.SyncSet && t.Node == table.Node && t.TableName == table.TableName)
            .Where(t => db.SyncRoutes.Any(r => r.SyncSet == t.SyncSet && r.Node == t.Node && r.LoadSource == source)).ExecuteUpdateAsync(
            t => t.SetProperty(x => x.Copied, table.Copied).SetProperty(x => x.LastKey, table.LastKey).SetProperty(x => x.Done, table.Done)
                .SetProperty(x => x.StartedAt, table.StartedAt).SetProperty(x => x.FinishedAt, table.FinishedAt),
            cancellationToken) > 0;
    }

    /// <summary>From now on it takes part.</summary>
    public async Task ActivateAsync(string syncSet, string node, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.SyncRoutes.Where(r => r.SyncSet == syncSet && r.Node == node && r.State == RouteState.Loading)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RouteState.Active), cancellationToken);
        await db.ResumeLoadAsync(syncSet, node, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Who has paused the load, or null.</summary>
    public async Task<string?> PausedByAsync(string syncSet, string node, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        return await db.FindPauseAsync(syncSet, node, cancellationToken);
    }

    /// <summary>Statements that are to run once the rows are there.</summary>
    public async Task<IReadOnlyList<string>> AfterLoadAsync(string syncSet, string node, CancellationToken cancellationToken)
    {
        var name = SettingNames.AfterLoad + SettingNames.Membership(syncSet, node);
        await using var db = store.CreateContext();
        return await db.Settings.FindAsync([name], cancellationToken) is { } setting ? JsonSerializer.Deserialize<List<string>>(setting.Value)! : [];
    }

    /// <summary>They have run.</summary>
    public async Task ForgetAfterLoadAsync(string syncSet, string node, CancellationToken cancellationToken)
    {
        var name = SettingNames.AfterLoad + SettingNames.Membership(syncSet, node);
        await using var db = store.CreateContext();
        await db.Settings.Where(s => s.Name == name).ExecuteDeleteAsync(cancellationToken);
    }
}
