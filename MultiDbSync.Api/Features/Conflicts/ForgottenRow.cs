using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.Databases;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Reads a row that the hub does not remember from a database that has all rows and columns of its table.</summary>
internal sealed class ForgottenRow(HubDbContext db, NodeConnectors nodes)
{
    /// <summary>The row, null where it is gone; or why no database could tell.</summary>
    public async Task<(RowImage? Row, ProblemHttpResult? Problem)> ReadAsync(TableRow row, TopologySnapshot topology, CancellationToken cancellationToken)
    {
        var set = topology.Sets[row.SyncSet];
        var table = set.Table(row.Table)!.Schema;
        var unreached = new List<string>();
        foreach (var name in await HoldersAsync(set, row.Table, cancellationToken))
        {
            try
            {
                await using var connector = await nodes.FindAsync(name, cancellationToken);
                if (connector is not null) return (await connector.Rows.FindAsync(table, row.Key, cancellationToken), null);
            }
            catch (ConnectorException)
            {
                unreached.Add(name);
            }
        }

        const string title = "What the row holds now can't be told, so the conflict stays closed.";
        return unreached.Count == 0
            ? (null, Problem.Of(
                StatusCodes.Status409Conflict, ProblemTypes.DatabaseUnavailable, title,
                $"No enabled database holds all of {row.Table}. Switch one on that receives the table without a filter and with all columns, then try again."))
            : (null, Problem.Of(
                StatusCodes.Status502BadGateway, ProblemTypes.DatabaseUnavailable, title,
                $"{string.Join(", ", unreached)} did not answer. Make one of them reachable, then try again."));
    }

    // Those that were reached lately first, and among them the one that lacks least.
    private async Task<List<string>> HoldersAsync(SyncSetInfo set, string table, CancellationToken cancellationToken)
    {
        var alone = set with { Tables = [.. set.Tables.Where(t => t.Schema.Name == table)] };
        var holders = set.ActiveNodes
            .Where(n => RouteRules.RefuseSource(alone, n, new RouteInfo("")) is null && set.RouteOf(n).Tables.GetValueOrDefault(table)?.PausedReason is null)
            .ToList();
        return await db.Nodes.Where(n => holders.Contains(n.Name) && n.Enabled && !n.Removing)
            .OrderByDescending(n => n.State == nameof(DatabaseState.Online)).ThenBy(n => n.Pending).ThenBy(n => n.Name)
            .Select(n => n.Name).ToListAsync(cancellationToken);
    }
}
