using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.SyncSets;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Decides whether a database may be registered: its name is free, it can be read, and it fits the sync set that it is to join.</summary>
internal sealed partial class DatabaseAdmission(HubDbContext db, NodeConnectors nodes, DatabaseAccess access, SyncSetEntrance entrance, LoadAdmission loads, Membership membership, AuditTrail audit,
    TimeProvider time)
{
    /// <summary>Registers the database; a problem tells why not.</summary>
    public async Task<ProblemHttpResult?> RegisterAsync(AddDatabaseRequest request, string by, CancellationToken cancellationToken)
    {
        var errors = CheckTexts(request);
        var factory = nodes.Factory(request.Make ?? "");
        var connectionString = factory is null ? null : ConnectionText.Of(factory, request.ConnectionString, request.Fields, errors);
        if (errors.Count > 0 || factory is null || connectionString is null) return Problem.Invalid(errors);
        request = request with { ConnectionString = connectionString, Fields = null };
        if (await CheckFreeAsync(request, factory, connectionString, cancellationToken) is { } taken) return taken;

        EntranceOutcome? entered = null;
        LoadPlan? plan = null;
        try
        {
            await using var connector = factory.Create(new NodeInfo(request.Name, factory.Make, nodes.Reveal(request.Name, connectionString)));
            var tables = await SchemaProbe.ReadAsync(connector, DatabaseTables.TimeToRead, cancellationToken);
            if (request.SyncSet is not null && await ConnectionCheck.RefuseAsync(connector, cancellationToken) is { } refused) return refused;
            if (request.SyncSet is { } joined && request.FirstLoad is { Mode: not FirstLoadMode.Equal } load)
            {
                plan = await loads.CheckAsync(connector, tables, joined, load, isRegistered: false, cancellationToken);
                if (plan.Problem is not null) return plan.Problem;
            }
            else if (request.SyncSet is { } set)
            {
                entered = await entrance.CheckAsync(connector, tables, set, cancellationToken);
                if (entered.Problem is not null) return entered.Problem;
            }
        }
        catch (ConnectorException e)
        {
            return Problem.Of(
                StatusCodes.Status422UnprocessableEntity, ProblemTypes.DatabaseUnavailable, "The database can't be used.", e.Message,
                new Dictionary<string, object?> { ["errors"] = new Dictionary<string, string[]> { ["connectionString"] = [e.Message] } });
        }

        return await SaveAsync(request, connectionString, entered, plan, by, cancellationToken);
    }

    private Dictionary<string, string> CheckTexts(AddDatabaseRequest request)
    {
        var errors = new Dictionary<string, string>();
        if (!NamePattern().IsMatch(request.Name ?? "")) errors["name"] = "A name has 1 to 60 letters, digits, '_' and '-'.";
        else if (request.Name!.Equals(Origin.Hub.Node, StringComparison.OrdinalIgnoreCase)) errors["name"] = $"'{request.Name}' is what decisions are recorded under. Use another name.";
        if (nodes.Factory(request.Make ?? "") is null) errors["make"] = $"There is no make '{request.Make}'; there are {string.Join(", ", nodes.Makes)}.";
        if (request.ConnectionString is null or "" && request.Fields is null) errors["connectionString"] = "A connection string is needed.";
        return errors;
    }

    private async Task<ProblemHttpResult?> CheckFreeAsync(AddDatabaseRequest request, IConnectorFactory factory, string connectionString, CancellationToken cancellationToken)
    {
        var others = await db.Nodes.AsNoTracking().ToListAsync(cancellationToken);
        if (others.Exists(n => n.Name.Equals(request.Name, StringComparison.OrdinalIgnoreCase))) return Taken($"There is a database '{request.Name}' already.");
        try
        {
            var revealed = nodes.Reveal(request.Name, connectionString);
            if (access.Refusal(factory, revealed) is { } refusal) return Problem.Invalid("connectionString", refusal);
            var location = factory.DescribeLocation(revealed);
            return nodes.RegisteredAs(location, others) is { } same
                ? Taken($"This database is registered already, as '{same}'.")
                : null;
        }
        catch (ConnectorException e)
        {
            return Problem.Invalid("connectionString", e.Message);
        }
    }

    private async Task<ProblemHttpResult?> SaveAsync(AddDatabaseRequest request, string connectionString, EntranceOutcome? entered, LoadPlan? plan, string by, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Nodes.AnyAsync(n => n.Name == request.Name, cancellationToken)) return Taken($"There is a database '{request.Name}' already.");
        db.Nodes.Add(new NodeEntity { Name = request.Name, Make = request.Make, ConnectionString = nodes.Protect(connectionString), CreatedAt = time.GetUtcNow() });
        if (plan is not null) await membership.AddAsync(request.SyncSet!, request.Name, plan, by, cancellationToken);
        else if (request.SyncSet is { } set) await membership.AddAsync(set, request.Name, entered!, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static ProblemHttpResult Taken(string message) => Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.NameTaken, message);

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,60}\z")]
    private static partial Regex NamePattern();
}
