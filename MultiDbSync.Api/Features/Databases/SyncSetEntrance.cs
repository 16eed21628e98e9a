using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.SyncSets;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>
/// Lets a database join a sync set without a first load only when it holds the same tables and the same rows as a member that has everything: what
/// differs would never be found.
/// </summary>
internal sealed class SyncSetEntrance(HubDbContext db, HubStore hub, NodeConnectors nodes, RouteAdmission routes)
{
    private static readonly TimeSpan TimeToCompare = TimeSpan.FromMinutes(2);

    public async Task<EntranceOutcome> CheckAsync(
        INodeConnector connector, IReadOnlyList<TableSchema> tables, string syncSet, CancellationToken cancellationToken)
    {
        var set = await db.SyncSets.AsNoTracking().Include(s => s.Tables).Include(s => s.Routes).AsSplitQuery().FirstOrDefaultAsync(s => s.Name == syncSet, cancellationToken);
        if (set is null) return new EntranceOutcome(Problem.NotFound("sync set", syncSet));
        var agreed = set.Tables.Select(t => TopologyReader.FromJson(t.SchemaJson)).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        if (SchemaFit.Of(agreed, tables) is { Fits: false } fit)
            return Refuse(ProblemTypes.SchemaDiffers, "Its tables are not those of the sync set.", string.Join(' ', fit.Refusals));
        var native = agreed.ToDictionary(t => t.Name, t => Native(t, tables), StringComparer.Ordinal);
        var start = await LastPositionAsync(cancellationToken);
        var known = (await hub.ReadTopologyAsync(cancellationToken)).Sets[syncSet];
        var route = new RouteInfo(connector.Node.Name) { Tables = agreed.ToDictionary(t => t.Name, t => new TableRoute(t, native[t.Name]), StringComparer.Ordinal) };
        if (set.Routes.Count == 0) return new EntranceOutcome(await routes.AgreeOnKeysAsync(known, route, cancellationToken), start) { Native = native };
        if (RouteRules.Refuse(known, route) is { } reason) return Refuse(ProblemTypes.SchemaDiffers, "It does not go together with the other databases.", reason);
        if (await db.Conflicts.AnyAsync(c => c.SyncSet == syncSet && c.Status == ConflictStatus.Open, cancellationToken))
            return Refuse(ProblemTypes.RowsDiffer, $"{syncSet} has open conflicts.", "Settle them first: until then no database holds what all should hold.");
        if (await FindMemberAsync(known, route, cancellationToken) is not { } member)
            return Refuse(ProblemTypes.RowsDiffer, $"No database of {syncSet} is complete right now.", "Wait until one of them is enabled and has received everything, then try again.");

        // Read before the rows: whatever reaches the member later is delivered to the newcomer again, which does no harm.
        var position = await ReadAppliedAsync(member, syncSet, cancellationToken);
        await using var reference = await nodes.FindAsync(member, cancellationToken);
        if (reference is null) return new EntranceOutcome(Problem.NotFound("database", member));

        // Capture begins before the rows are compared, so that what is written to the newcomer meanwhile is not missed.
        var candidate = InTermsOf(syncSet, connector, agreed, native);
        var installation = new CaptureInstallation(hub.HubId, hub.Incarnation, [new(syncSet, agreed, position)]);
        if ((await candidate.Installer.CheckAsync(installation, cancellationToken)).Installed)
            return Refuse(ProblemTypes.RowsDiffer, "It is synchronised already.", "It holds our tables (mds_…): it is registered under another name, or with another hub. Remove it there first.");
        await candidate.Installer.InstallAsync(installation, cancellationToken);
        var outcome = await CompareAsync(reference, candidate, agreed, position, cancellationToken);
        if (outcome.Problem is not null) await candidate.Installer.UninstallAsync(CancellationToken.None);
        else if (await routes.AgreeOnKeysAsync(known, route, cancellationToken) is { } clash) return await LeaveAsync(candidate, clash);
        return outcome with { Native = native };
    }

    /// <summary>The database's own table, with the columns that take part.</summary>
    private static TableSchema Native(TableSchema agreed, IReadOnlyList<TableSchema> tables)
    {
        var native = tables.First(t => t.Name == agreed.Name);
        return native with { Columns = [.. native.Columns.Where(c => agreed.Column(c.Name) is not null)] };
    }

    /// <summary>The newcomer as the sync set sees it.</summary>
    private static INodeConnector InTermsOf(string syncSet, INodeConnector connector, List<TableSchema> agreed, Dictionary<string, TableSchema> native)
    {
        var node = connector.Node.Name;
        var route = new RouteInfo(node) { Tables = agreed.ToDictionary(t => t.Name, t => new TableRoute(t, native[t.Name]), StringComparer.Ordinal) };
        var joined = new SyncSetInfo(syncSet, Enabled: true, SyncMode.RealTime, null, "UTC", [.. agreed.Select(t => new SyncTableInfo(t, ""))], [node])
        {
            Routes = new Dictionary<string, RouteInfo> { [node] = route },
        };
        return RoutedNode.Over(connector, [joined]);
    }

    private static async Task<EntranceOutcome> CompareAsync(
        INodeConnector reference, INodeConnector candidate, List<TableSchema> tables, long position, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(TimeToCompare);
        try
        {
            foreach (var table in tables)
            {
                var difference = await RowComparison.CompareAsync(reference.Rows, candidate.Rows, table, timer.Token);
                if (!difference.IsEqual)
                    return Refuse(ProblemTypes.RowsDiffer, $"Its rows are not those of {reference.Node.Name}.", $"Table {table.Name}: {difference}.", difference.ToExtensions(table.Name));
            }

            return new EntranceOutcome(null, position);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Refuse(ProblemTypes.RowsDiffer, "The rows could not be compared in time.", $"It would take longer than {TimeToCompare.TotalMinutes:0} minutes.");
        }
    }

    private static async Task<EntranceOutcome> LeaveAsync(INodeConnector candidate, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult problem)
    {
        await candidate.Installer.UninstallAsync(CancellationToken.None);
        return new EntranceOutcome(problem);
    }

    private async Task<string?> FindMemberAsync(SyncSetInfo set, RouteInfo route, CancellationToken cancellationToken)
    {
        var names = set.Nodes.Where(n => RouteRules.RefuseSource(set, n, route) is null).ToList();
        return await db.Nodes.Where(n => names.Contains(n.Name) && n.Enabled && !n.Removing && n.Pending == 0 && n.Deferred == 0)
            .OrderBy(n => n.CreatedAt).ThenBy(n => n.Name)
            .Select(n => n.Name)
            .FirstOrDefaultAsync(cancellationToken);
    }

    // Whoever joins an empty set begins here: what the log holds from former members is not for it.
    private async Task<long> LastPositionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await hub.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'hub_log'), 0)";
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<long> ReadAppliedAsync(string member, string syncSet, CancellationToken cancellationToken)
    {
        await using var connection = await hub.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT applied FROM node_position WHERE node = $node AND sync_set = $set";
        command.Parameters.AddWithValue("$node", member);
        command.Parameters.AddWithValue("$set", syncSet);
        return await command.ExecuteScalarAsync(cancellationToken) is long applied ? applied : 0;
    }

    private static EntranceOutcome Refuse(string type, string title, string detail, IDictionary<string, object?>? extensions = null) =>
        new(Problem.Of(StatusCodes.Status409Conflict, type, title, detail, extensions));
}
