using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Tries a connection, and tells what was found as a checklist. Stores and changes nothing.</summary>
internal sealed class ConnectionTrial(HubDbContext db, NodeConnectors nodes, DatabaseAccess access, ConnectionInspection inspection)
{
    private const string Candidate = "The database";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public async Task<Results<Ok<ConnectionTestResult>, ProblemHttpResult>> RunAsync(TestConnectionRequest request, CancellationToken cancellationToken)
    {
        if (nodes.Factory(request.Make ?? "") is not { } factory) return Problem.Invalid("make", $"There is no make '{request.Make}'; there are {string.Join(", ", nodes.Makes)}.");
        var errors = new Dictionary<string, string>();
        if (ConnectionText.Of(factory, request.ConnectionString, request.Fields, errors) is not { } connectionString) return Problem.Invalid(errors);
        var location = "";
        var findings = new List<ConnectionFinding>();
        IReadOnlyList<TableSchema> tables = [];
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(Limit);
        try
        {
            connectionString = nodes.Reveal(Candidate, connectionString);
            location = factory.DescribeLocation(connectionString);
            if (access.Refusal(factory, connectionString) is { } refusal) return Refused(location, refusal);
            if (await RegisteredAsync(location, cancellationToken) is { } registered) findings.Add(registered);
            tables = await LookAsync(factory, connectionString, findings, timer.Token);
        }
        catch (ConnectorException e)
        {
            findings.Add(new("Connection", FindingLevel.Refused, e.Message, "Correct the connection and test again."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            findings.Add(new("Time", FindingLevel.Refused, $"There was no answer within {Limit.TotalSeconds:0} seconds.", "Look for a firewall that drops what is sent, or for a server that is overloaded."));
        }

        return TypedResults.Ok(new ConnectionTestResult(
            findings.TrueForAll(f => f.Level != FindingLevel.Refused), location, [.. findings.Select(ToWire)],
            [.. tables.Select(t => new SeenTable(t.Name, t.Columns.Count, t.Key.Count > 0))]));
    }

    private static Ok<ConnectionTestResult> Refused(string location, string refusal) => TypedResults.Ok(
        new ConnectionTestResult(false, location, [ToWire(new ConnectionFinding("Allowed", FindingLevel.Refused, refusal, null))], []));

    public static TestFinding ToWire(ConnectionFinding finding) => new(
        finding.Check,
        finding.Level switch { FindingLevel.Good => FindingState.Good, FindingLevel.Warning => FindingState.Warning, _ => FindingState.Refused },
        finding.Detail, finding.Fix);

    // Each step that can't be taken ends the test: what would follow says nothing more.
    private async Task<IReadOnlyList<TableSchema>> LookAsync(IConnectorFactory factory, string connectionString, List<ConnectionFinding> findings, CancellationToken cancellationToken)
    {
        await using var connector = factory.Create(new NodeInfo(Candidate, factory.Make, connectionString));
        if (factory.Form?.EndpointOf(connectionString) is { } endpoint)
        {
            findings.AddRange(await NetworkReach.TestAsync(endpoint, cancellationToken));
            if (findings.Exists(f => f.Level == FindingLevel.Refused && f.Check is "Name" or "Port")) return [];
        }

        return await inspection.RunAsync(connector, findings, cancellationToken);
    }

    private async Task<ConnectionFinding?> RegisteredAsync(string location, CancellationToken cancellationToken)
    {
        var others = await db.Nodes.AsNoTracking().ToListAsync(cancellationToken);
        return nodes.RegisteredAs(location, others) is { } same
            ? new("Registered", FindingLevel.Refused, $"This database is registered already, as '{same}'.", "Use it as it is, or remove it first.")
            : null;
    }
}
