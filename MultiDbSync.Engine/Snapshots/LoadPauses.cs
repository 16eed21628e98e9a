using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>
/// First loads that people have paused. The mark is durable: whichever worker carries the load out stops behind the chunk that it has just written, and goes on
/// there once the mark is gone. Meanwhile the newcomer's changes are captured as before, and its position pins the hub log.
/// </summary>
public static class LoadPauses
{
    /// <summary>Who has paused a membership's first load, or null.</summary>
    public static Task<string?> FindPauseAsync(this HubDbContext db, string syncSet, string node, CancellationToken cancellationToken)
    {
        var name = NameOf(syncSet, node);
        return db.Settings.AsNoTracking().Where(s => s.Name == name).Select(s => s.Value).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Pauses a first load that copies. False when it does not, or not any more.</summary>
    public static async Task<bool> PauseLoadAsync(this HubDbContext db, string syncSet, string node, string by, CancellationToken cancellationToken)
    {
        var (name, loading) = (NameOf(syncSet, node), nameof(RouteState.Loading));
        return await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO settings (name, value) SELECT {name}, {by} FROM sync_routes WHERE sync_set={syncSet} AND node={node} AND state={loading}
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """,
            cancellationToken) > 0;
    }

    /// <summary>Lets it go on.</summary>
    public static async Task<bool> ResumeLoadAsync(this HubDbContext db, string syncSet, string node, CancellationToken cancellationToken)
    {
        var name = NameOf(syncSet, node);
        return await db.Settings.Where(s => s.Name == name).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    private static string NameOf(string syncSet, string node) => SettingNames.LoadPaused + SettingNames.Membership(syncSet, node);
}
