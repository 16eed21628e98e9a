using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Which policies a table can have, and what they would have done with its past conflicts.</summary>
internal sealed class PolicyTrials(HubDbContext db)
{
    private const int MostAtOnce = 1000;
    private const string Asked = "ask";
    private const string KeptBoth = "keep-both";

    public async Task<Results<Ok<TablePolicyChoices>, ProblemHttpResult>> ChoicesAsync(string syncSet, string table, CancellationToken cancellationToken) =>
        await FindAsync(syncSet, table, cancellationToken) is { } schema ? TypedResults.Ok(PolicyDefinitions.ChoicesOf(schema)) : NotFound(syncSet, table);

    public async Task<Results<Ok<PolicyTrialResult>, ProblemHttpResult>> TryAsync(string syncSet, string table, TryPolicyRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(syncSet, table, cancellationToken) is not { } schema) return NotFound(syncSet, table);
        var errors = new Dictionary<string, string>();
        if (request.Last is < 1 or > MostAtOnce) errors["last"] = $"'last' is a number from 1 to {MostAtOnce}.";
        var policy = PolicyDefinitions.Read(new TablePolicyDefinition(request.Default, request.Kinds, request.Columns), schema, "policy", errors);
        if (policy is null || errors.Count > 0) return Problem.Invalid(errors);
        var priorities = await db.Nodes.ToDictionaryAsync(n => n.Name, n => n.Priority, cancellationToken);
        var past = await db.Conflicts.AsNoTracking().Where(c => c.SyncSet == syncSet && c.TableName == table)
            .OrderByDescending(c => c.Id).Take(request.Last).ToListAsync(cancellationToken);
        var tried = past.ConvertAll(c => Try(policy, schema, c, priorities));
        return TypedResults.Ok(new PolicyTrialResult(tried.Count, tried.CountBy(t => t.WouldBe).ToDictionary(), tried.Count(t => t.Otherwise), tried));
    }

    private static TriedConflict Try(TablePolicy policy, TableSchema schema, ConflictEntity conflict, Dictionary<string, int> priorities)
    {
        var outcome = PolicyTrial.Try(policy, schema, conflict, priorities);
        var was = conflict.Status == ConflictStatus.Open ? "open" : conflict.Resolution ?? "";
        return new TriedConflict(conflict.Id, RowKey.Parse(conflict.RowKey).ToDisplay(), conflict.Kind, was, outcome.Resolution, outcome.Policy, IsOtherwise(conflict, outcome));
    }

    // A question that a person answered is a question still: the answer would be the same.
    private static bool IsOtherwise(ConflictEntity conflict, PolicyTrialOutcome outcome) => conflict.Status switch
    {
        ConflictStatus.Open => outcome.Resolution != Asked,
        ConflictStatus.Resolved when outcome.Resolution == Asked => false,
        _ => outcome.Resolution == Asked || (outcome.Resolution == KeptBoth) != (conflict.Resolution == KeptBoth) || !Equals(outcome.Result, RowImage.FromJson(conflict.ResultImage)),
    };

    private async Task<TableSchema?> FindAsync(string syncSet, string table, CancellationToken cancellationToken) =>
        await db.SyncTables.Where(t => t.SyncSet == syncSet && t.Name == table).Select(t => t.SchemaJson).FirstOrDefaultAsync(cancellationToken) is { } json
            ? TopologyReader.FromJson(json)
            : null;

    private static ProblemHttpResult NotFound(string syncSet, string table) => Problem.NotFound("table of a sync set", $"{syncSet}/{table}");
}
