using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Takes a person's decision, has the engine carry it out, and tells everybody.</summary>
internal sealed partial class ConflictDesk(ConflictReader conflicts, ConflictResolver resolver, HubStore hub, ConflictNews news, AuditTrail audit, ILogger<ConflictDesk> logger)
{
    public async Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> ResolveAsync(ResolveConflictRequest request, string by, CancellationToken cancellationToken)
    {
        if (ConflictProblems.LongComment(request.Comment) is { } tooLong) return tooLong;
        if (await conflicts.FindAsync(request.ConflictId, cancellationToken) is not { } conflict) return ConflictProblems.NotFound(request.ConflictId);
        if (conflict.Version != request.Version || conflict.Status != ConflictStatus.Open) return await MovedAsync(request.ConflictId, cancellationToken);

        var errors = new Dictionary<string, string>();
        var decision = Read(request, await conflicts.DecodeAsync(conflict, cancellationToken), by, errors);
        if (errors.Count > 0) return Problem.Invalid(errors);
        var outcome = await resolver.ResolveAsync(decision with { Audit = audit.Entry(AuditOutcome.Done) }, await hub.ReadTopologyAsync(cancellationToken), cancellationToken);
        if (outcome.Status == ResolveStatus.NotFound) return ConflictProblems.NotFound(request.ConflictId);
        if (outcome.Status == ResolveStatus.Moved) return await MovedAsync(request.ConflictId, cancellationToken);
        if (outcome.Status == ResolveStatus.Refused) return ConflictProblems.Refused(outcome.Message);

        audit.WrittenByEngine();
        Resolved(request.ConflictId, request.Choice, by);
        await news.DecidedAsync(outcome.SyncSet!, outcome.OpenConflicts, request.ConflictId);
        return await conflicts.ReadAsync(request.ConflictId, cancellationToken) is { } detail ? TypedResults.Ok(detail) : ConflictProblems.NotFound(request.ConflictId);
    }

    private static ConflictDecision Read(ResolveConflictRequest request, ConflictRows rows, string by, Dictionary<string, string> errors)
    {
        RowImage? edited = request.Choice switch
        {
            ConflictChoice.Edit => EditedRow.Parse(rows, request.Values ?? new Dictionary<string, string?>(), errors),
            ConflictChoice.Columns => ColumnChoice.Make(rows, request.Columns ?? new Dictionary<string, ColumnSource>(), errors),
            _ => null,
        };
        var newKey = request.Choice == ConflictChoice.KeepBoth ? TypedKey.Parse(rows, request.NewKey, errors) : null;
        return new ConflictDecision(request.ConflictId, request.Version, request.Choice, edited, by, request.Comment) { NewKey = newKey };
    }

    private async Task<ProblemHttpResult> MovedAsync(long id, CancellationToken cancellationToken) =>
        await conflicts.ReadAsync(id, cancellationToken) is { } now ? ConflictProblems.Moved(now) : ConflictProblems.NotFound(id);

    [LoggerMessage(Level = LogLevel.Information, Message = "Conflict {ConflictId} was settled by {Actor}: {Choice}")]
    private partial void Resolved(long conflictId, ConflictChoice choice, string actor);
}
