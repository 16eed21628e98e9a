using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>Asks for first loads.</summary>
public static class FirstLoadQueue
{
    /// <summary>Adds the run of a membership's first load; both must be saved in one transaction.</summary>
    /// <returns>The run that is under way already, or a new one.</returns>
    public static async Task<RunEntity> AskForLoadAsync(this HubDbContext db, SyncRouteEntity route, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = SettingNames.LoadRun + SettingNames.Membership(route.SyncSet, route.Node);
        var setting = await db.Settings.FindAsync([name], cancellationToken);
        if (setting is not null && await FindAsync(db, setting, cancellationToken) is { Status: RunStatus.Queued or RunStatus.Running } under) return under;
        var run = new RunEntity { SyncSet = route.SyncSet, Kind = RunKind.FirstLoad, Status = RunStatus.Queued, RequestedBy = by, RequestedAt = now };
        db.Runs.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        var number = run.Id.ToString(CultureInfo.InvariantCulture);
        if (setting is null) db.Settings.Add(new SettingEntity { Name = name, Value = number });
        else setting.Value = number;
        return run;
    }

    /// <summary>The database that a run loads; null when it is no first load, the database has left, or a later run has taken over.</summary>
    public static async Task<string?> FindLoadedAsync(this HubDbContext db, RunEntity run, CancellationToken cancellationToken)
    {
        if (run.Kind != RunKind.FirstLoad) return null;
        var prefix = SettingNames.LoadRun + SettingNames.Membership(run.SyncSet, "");
        var number = run.Id.ToString(CultureInfo.InvariantCulture);
        var names = await db.Settings.AsNoTracking().Where(s => s.Value == number && s.Name.StartsWith(prefix)).Select(s => s.Name).ToListAsync(cancellationToken);
        return names.Count == 0 ? null : names[0][prefix.Length..];
    }

    /// <summary>How far the first load of a run is, or null.</summary>
    public static async Task<LoadProgress?> FindLoadAsync(this HubDbContext db, RunEntity run, CancellationToken cancellationToken)
    {
        if (await db.FindLoadedAsync(run, cancellationToken) is not { } node) return null;
        var route = await db.SyncRoutes.AsNoTracking().FirstOrDefaultAsync(r => r.SyncSet == run.SyncSet && r.Node == node, cancellationToken);
        if (route is null) return null;
        var tables = await db.LoadTables.AsNoTracking().Where(t => t.SyncSet == run.SyncSet && t.Node == node).ToListAsync(cancellationToken);
        return route.ToProgress(tables) with
        {
            Notes = await db.FindLoadNotesAsync(run.SyncSet, node, cancellationToken),
            PausedBy = await db.FindPauseAsync(run.SyncSet, node, cancellationToken),
        };
    }

    /// <summary>What the tables that were made for a membership hold in another way than where they come from.</summary>
    public static async Task<IReadOnlyList<string>> FindLoadNotesAsync(this HubDbContext db, string syncSet, string node, CancellationToken cancellationToken)
    {
        var name = SettingNames.LoadNotes + SettingNames.Membership(syncSet, node);
        return await db.Settings.AsNoTracking().FirstOrDefaultAsync(s => s.Name == name, cancellationToken) is { } setting ? JsonSerializer.Deserialize<List<string>>(setting.Value)! : [];
    }

    private static Task<RunEntity?> FindAsync(HubDbContext db, SettingEntity setting, CancellationToken cancellationToken)
    {
        var id = long.Parse(setting.Value, CultureInfo.InvariantCulture);
        return db.Runs.FirstOrDefaultAsync(r => r.Id == id, cancellationToken);
    }
}
