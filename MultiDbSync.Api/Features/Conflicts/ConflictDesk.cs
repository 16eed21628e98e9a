using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Problems;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Takes a person's decision, has the engine carry it out, and tells everybody.</summary>
internal sealed partial class ConflictDesk(
    ConflictReader conflicts, ConflictResolver resolver, HubStore hub, EventPublisher events, TimeProvider time, ILogger<ConflictDesk> logger)
{
    public const int LongestComment = 2000;

    public async Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> ResolveAsync(ResolveConflictRequest request, string by, CancellationToken cancellationToken)
    {
        if (request.Comment is { Length: > LongestComment }) return Problem.Invalid("comment", $"A comment has at most {LongestComment} characters.");
        if (await conflicts.FindAsync(request.ConflictId, cancellationToken) is not { } conflict) return NotFound(request);
        if (conflict.Version != request.Version || conflict.Status != ConflictStatus.Open) return Moved();

        RowImage? edited = null;
        if (request.Choice == ConflictChoice.Edit)
        {
            var errors = new Dictionary<string, string>();
            edited = EditedRow.Parse(await conflicts.DecodeAsync(conflict, cancellationToken), request.Values ?? new Dictionary<string, string?>(), errors);
            if (edited is null) return Problem.Invalid(errors);
        }

        var decision = new ConflictDecision(request.ConflictId, request.Version, request.Choice, edited, by, request.Comment);
        var outcome = await resolver.ResolveAsync(decision, await hub.ReadTopologyAsync(cancellationToken), cancellationToken);
        if (outcome.Status == ResolveStatus.NotFound) return NotFound(request);
        if (outcome.Status == ResolveStatus.Moved) return Moved();
        if (outcome.Status == ResolveStatus.Refused)
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, ProblemTypes.Invalid, "This decision can't stand.", outcome.Message);

        Resolved(request.ConflictId, request.Choice, by);
        await events.SignalAsync(outcome.SyncSet!);
        await events.PublishAsync(new SyncEvent(SyncEventKind.Conflict, time.GetUtcNow(), outcome.SyncSet, outcome.OpenConflicts, request.ConflictId));
        return await conflicts.ReadAsync(request.ConflictId, cancellationToken) is { } detail ? TypedResults.Ok(detail) : NotFound(request);
    }

    private static ProblemHttpResult NotFound(ResolveConflictRequest request) =>
        Problem.NotFound("conflict", request.ConflictId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static ProblemHttpResult Moved() => Problem.Of(
        StatusCodes.Status409Conflict, ProblemTypes.ConflictMoved, "This conflict has changed since you looked at it. Nothing was done.", "Look at it again, then decide.");

    [LoggerMessage(Level = LogLevel.Information, Message = "Conflict {ConflictId} was settled by {Actor}: {Choice}")]
    private partial void Resolved(long conflictId, ConflictChoice choice, string actor);
}
