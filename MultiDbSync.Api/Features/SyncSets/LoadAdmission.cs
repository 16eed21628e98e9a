using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>
/// Decides whether a database may join a sync set by a first load, and makes the tables that it lacks. The rows are the worker's work: what is asked here is
/// told at once, what takes time is a run.
/// </summary>
internal sealed class LoadAdmission(HubDbContext db, HubStore hub, RouteAdmission routes)
{
    /// <param name="isRegistered">The database is registered with us already, so that our tables may be in it.</param>
    public async Task<LoadPlan> CheckAsync(
        INodeConnector candidate, IReadOnlyList<TableSchema> tables, string syncSet, FirstLoadRequest request, bool isRegistered, CancellationToken cancellationToken)
    {
        var name = candidate.Node.Name;
        var set = await db.SyncSets.AsNoTracking().Include(s => s.Tables).Include(s => s.Routes).AsSplitQuery().FirstOrDefaultAsync(s => s.Name == syncSet, cancellationToken);
        if (set is null) return new LoadPlan(Problem.NotFound("sync set", syncSet));
        if (set.Routes.Exists(r => r.Node == name)) return new LoadPlan(Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.NameTaken, $"{name} belongs to {syncSet} already."));
        if (request.Mode == FirstLoadMode.Replace && request.Confirm != name)
            return new LoadPlan(Problem.Invalid("firstLoad.confirm", $"The rows of {name} in the tables of {syncSet} would be deleted. Type its name to confirm."));
        if (await CheckInstalledAsync(candidate, isRegistered, cancellationToken) is { } taken) return taken;
        if (await CheckOtherSetsAsync(name, set, cancellationToken) is { } shared) return shared;
        var topology = await hub.ReadTopologyAsync(cancellationToken);
        var known = topology.Sets[syncSet];
        var made = await new MissingTables(candidate, known, tables, request).MakeAsync(cancellationToken);
        if (made.Misfit is not null) return made.Misfit;
        var (route, refused) = RouteAdmission.Check(topology, known, name, made.Request, made.Tables);
        if (route is null) return new LoadPlan(refused);
        var (source, problem) = await SourceAsync(set, known, route, request, cancellationToken);
        if (problem is not null) return problem;
        if (await routes.AgreeOnKeysAsync(known, route, cancellationToken) is { } clash) return new LoadPlan(clash);
        return new LoadPlan(Problem: null) { Mode = request.Mode, Source = source, Route = route, AfterLoad = made.AfterLoad, Notes = made.Notes };
    }

    private async Task<LoadPlan?> CheckInstalledAsync(INodeConnector candidate, bool isRegistered, CancellationToken cancellationToken)
    {
        var check = await candidate.Installer.CheckAsync(new CaptureInstallation(hub.HubId, hub.Incarnation, []), cancellationToken);
        if (!check.Installed || (isRegistered && (check.Hub is null || check.Hub == hub.HubId))) return null;
        return new LoadPlan(Problem.Of(
            StatusCodes.Status409Conflict, ProblemTypes.RowsDiffer, "It is synchronised already.",
            "It holds our tables (mds_…): it is registered under another name, or with another hub. Remove it there first."));
    }

    private async Task<LoadPlan?> CheckOtherSetsAsync(string node, SyncSetEntity set, CancellationToken cancellationToken)
    {
        var names = set.Tables.ConvertAll(t => t.Name);
        var shared = await (
            from route in db.SyncRoutes
            join table in db.SyncTables on route.SyncSet equals table.SyncSet
            where route.Node == node && names.Contains(table.Name)
            select new { table.Name, table.SyncSet }).FirstOrDefaultAsync(cancellationToken);
        return shared is null ? null : new LoadPlan(Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.SchemaDiffers, $"Table {shared.Name} of {node} belongs to {shared.SyncSet}: a table is in one sync set only."));
    }

    private async Task<(string? Source, LoadPlan? Problem)> SourceAsync(
        SyncSetEntity set, SyncSetInfo known, RouteInfo route, FirstLoadRequest request, CancellationToken cancellationToken)
    {
        var members = set.Routes.Where(r => r.State == RouteState.Active).Select(r => r.Node).ToList();
        if (members.Count == 0)
            return (null, new LoadPlan(Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.RowsDiffer, $"{set.Name} has no database to copy from.", "Its first database joins as it is: leave the first load out.")));
        if (request.Mode == FirstLoadMode.SchemaOnly) return (null, null);
        var running = await db.Nodes.Where(n => members.Contains(n.Name) && n.Enabled && !n.Removing)
            .OrderBy(n => n.Deferred > 0).ThenBy(n => n.Pending).ThenBy(n => n.CreatedAt).ThenBy(n => n.Name).Select(n => n.Name).ToListAsync(cancellationToken);
        if (request.Source is { } chosen && running.Contains(chosen) && RouteRules.RefuseSource(known, chosen, route) is { } unfit) return (null, new LoadPlan(Problem.Invalid("firstLoad.source", unfit)));
        running.RemoveAll(n => RouteRules.RefuseSource(known, n, route) is not null);
        var source = request.Source is null ? running.FirstOrDefault() : running.Find(n => n == request.Source);
        return source is null
            ? (null, new LoadPlan(Problem.Invalid("firstLoad.source", $"Choose an enabled database of {set.Name} to copy from: {(running.Count == 0 ? "there is none now" : string.Join(", ", running))}.")))
            : (source, null);
    }
}
