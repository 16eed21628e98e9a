using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>
/// Makes the tables of a sync set that a database lacks. A name that its make can't have is another one there (a table of another schema, a name that is too
/// long, columns that differ by case only): the route then says so.
/// </summary>
internal sealed class MissingTables
{
    private readonly INodeConnector _candidate;
    private readonly IReadOnlyList<TableSchema> _found;
    private readonly FirstLoadRequest _request;
    private readonly List<TableSchema> _wanted;

    /// <param name="found">The database's tables.</param>
    public MissingTables(INodeConnector candidate, SyncSetInfo set, IReadOnlyList<TableSchema> found, FirstLoadRequest request)
    {
        (_candidate, _found, _request) = (candidate, found, request);

        // Tables that are there under a name that was asked for are not missing.
        _wanted = [.. set.Tables.Select(t => t.Schema).Where(t => Definition(t.Name) is null or { NativeTable: null, Columns: null, LeaveOut: null }).OrderBy(t => t.Name, StringComparer.Ordinal)];
    }

    public async Task<MadeTables> MakeAsync(CancellationToken cancellationToken)
    {
        if (!_request.CreateMissingTables || _wanted.TrueForAll(IsThere)) return new MadeTables(_found, _request);

        // Those that are there must fit before anything is made.
        if (SchemaFit.Of(_wanted.Where(IsThere).ToList(), _found) is { Fits: false } misfit) return new MadeTables(_found, _request) { Misfit = Differs(misfit) };
        var lacking = Mapped([.. _wanted.Where(t => !IsThere(t))]);

        // Made before, by an attempt that got no further.
        var made = lacking.Where(t => _found.Any(f => f.Name == t.There.Name)).ToList();
        var missing = Mapped([.. lacking.Except(made).Select(t => t.Agreed)]);
        var script = _candidate.SchemaWriter.Create([.. missing.Select(t => t.Agreed)]);
        await _candidate.SchemaWriter.ExecuteAsync(script.BeforeLoad, cancellationToken);
        var renamed = made.Concat(missing).Select(t => Rename(t.Agreed, t.There)).OfType<RouteTableDefinition>().ToDictionary(t => t.Table, StringComparer.Ordinal);
        return new MadeTables(await _candidate.Schema.ReadAsync(cancellationToken), renamed.Count == 0 ? _request : _request with { Route = WithNames(renamed) })
        {
            AfterLoad = script.AfterLoad,
            Notes = script.Notes,
        };
    }

    private bool IsThere(TableSchema table) => _found.Any(f => f.Name == table.Name);

    private RouteTableDefinition? Definition(string table) => _request.Route?.Tables?.FirstOrDefault(d => d.Table == table);

    private List<(TableSchema Agreed, TableSchema There)> Mapped(IReadOnlyList<TableSchema> tables)
    {
        try
        {
            return [.. tables.Zip(_candidate.SchemaWriter.Map(tables))];
        }
        catch (NotSupportedException e)
        {
            throw new ConnectorException(ConnectorErrorClass.Schema, _candidate.Node.Name, $"Tables can't be made in databases of the make {_candidate.Node.Make} yet: make them by hand.", e);
        }
    }

    private RouteDefinition WithNames(Dictionary<string, RouteTableDefinition> renamed)
    {
        var route = _request.Route ?? new RouteDefinition();
        return route with { Tables = [.. (route.Tables ?? []).Where(t => !renamed.ContainsKey(t.Table)), .. renamed.Values] };
    }

    private RouteTableDefinition? Rename(TableSchema agreed, TableSchema there)
    {
        var columns = agreed.ImageColumns.Zip(there.Columns).Where(c => c.First.Name != c.Second.Name).ToDictionary(c => c.Second.Name, c => c.First.Name, StringComparer.Ordinal);
        if (agreed.Name == there.Name && columns.Count == 0) return null;
        return (Definition(agreed.Name) ?? new RouteTableDefinition(agreed.Name)) with
        {
            NativeTable = agreed.Name == there.Name ? null : there.Name,
            Columns = columns.Count == 0 ? null : columns,
        };
    }

    private static LoadPlan Differs(SchemaFit fit) => new(
        Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.SchemaDiffers, "Its tables are not those of the sync set.", string.Join(' ', fit.Refusals)));
}
