using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Decides whether a route can be as it was asked for, and makes the set's keys compare as its databases do.</summary>
internal sealed class RouteAdmission(HubStore hub, TimeProvider time)
{
    /// <summary>The route, or why it can't be so.</summary>
    public static (RouteInfo? Route, ProblemHttpResult? Problem) Check(
        TopologySnapshot topology, SyncSetInfo set, string node, FirstLoadRequest request, IReadOnlyList<TableSchema> tables)
    {
        // Whoever asks for no route means the same tables, columns and all.
        if (request.Route is null && SchemaFit.Of([.. set.Tables.Select(t => t.Schema).OrderBy(t => t.Name, StringComparer.Ordinal)], tables) is { Fits: false } fit)
            return (null, Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.SchemaDiffers, "Its tables are not those of the sync set.", string.Join(' ', fit.Refusals)));
        var design = RouteDesign.Of(set, node, request.Route ?? new RouteDefinition(), tables);
        if (design.Errors.Count > 0) return (null, Problem.Invalid(design.Errors.ToDictionary(e => "firstLoad." + e.Key, e => e.Value), "The route can't be as it was asked for."));
        if (RouteRules.RefuseLoad(design.Route, request.Mode) is { } reason) return (null, Problem.Invalid("firstLoad.mode", reason));
        var others = topology.SetsOf(node).Where(s => s.Name != set.Name).SelectMany(s => Natives(s, s.RouteOf(node))).ToHashSet(StringComparer.Ordinal);
        return Natives(set, design.Route).FirstOrDefault(others.Contains) is { } shared
            ? (null, Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.SchemaDiffers, $"Table {shared} of {node} belongs to another sync set: a table is in one sync set only."))
            : (design.Route, null);
    }

    /// <summary>Keys compare as the newcomer's do where it tells fewer of them apart; a problem names those that would be one.</summary>
    public async Task<ProblemHttpResult?> AgreeOnKeysAsync(SyncSetInfo set, RouteInfo route, CancellationToken cancellationToken)
    {
        var weaker = new List<TableSchema>();
        foreach (var table in route.Tables.Values)
            if (AgreedEquality.Weakest(table.Agreed, table.Native, table.Renamed) is var weakest && !ReferenceEquals(weakest, table.Agreed)) weaker.Add(weakest);
        if (weaker.Count == 0) return null;
        await using var keys = new AgreedKeys(hub, time);
        var clashes = await keys.WeakenAsync(set.Name, weaker, cancellationToken);
        return clashes.Count == 0 ? null : Problem.Of(
            StatusCodes.Status409Conflict, ProblemTypes.SchemaDiffers, $"{route.Node} would take some rows for one.",
            $"Its keys tell fewer texts apart (letter case, accents, trailing spaces). Rename these first: {string.Join("; ", clashes)}.");
    }

    private static IEnumerable<string> Natives(SyncSetInfo set, RouteInfo route) => set.Tables.Select(t => route.Tables.GetValueOrDefault(t.Schema.Name)?.Native.Name ?? t.Schema.Name);
}
