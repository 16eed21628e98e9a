using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>What depends on a database.</summary>
internal sealed class DatabaseUsage(HubDbContext db, HubStore hub)
{
    /// <summary>Null when there is none of that name.</summary>
    public async Task<DatabaseUses?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await db.Nodes.AsNoTracking().FirstOrDefaultAsync(n => n.Name == name, cancellationToken) is not { } node) return null;
        var sets = (await hub.ReadTopologyAsync(cancellationToken)).SetsOf(name).OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        var uses = sets.ConvertAll(s => new DatabaseUse(
            s.Name, s.RouteOf(name).Direction, s.RouteOf(name).State, [.. s.Nodes.Where(n => s.RouteOf(n) is { State: RouteState.Loading } route && route.LoadSource == name)]));
        var needed = await RefuseLeavingAsync(name, cancellationToken);
        return new DatabaseUses(
            uses, await db.Conflicts.CountAsync(c => c.Status == ConflictStatus.Open && (c.LeftOrigin == name || c.RightOrigin == name), cancellationToken),
            await db.DeadLetters.CountAsync(d => d.Node == name, cancellationToken), node.Pending, needed is { } why ? why.Reason : null);
    }

    /// <summary>Why a database can't be removed, and the set that needs it; null when it can.</summary>
    public async Task<(string SyncSet, string Reason)?> RefuseLeavingAsync(string name, CancellationToken cancellationToken)
    {
        var leaving = await db.Nodes.Where(n => n.Removing && n.Name != name).Select(n => n.Name).ToListAsync(cancellationToken);
        foreach (var set in (await hub.ReadTopologyAsync(cancellationToken)).SetsOf(name))
        {
            if (RouteRules.RefuseLeaving(set with { Nodes = [.. set.Nodes.Except(leaving)] }, name) is { } reason)
                return (set.Name, $"{reason} Let another database join without a filter first, or remove {set.Name}.");
        }

        return null;
    }
}
