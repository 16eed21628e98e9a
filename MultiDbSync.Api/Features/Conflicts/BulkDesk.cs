using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Audit;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Settles many conflicts at once, after a preview that still fits.</summary>
internal sealed partial class BulkDesk(BulkSelection selection, ConflictResolver resolver, HubStore hub, ConflictNews news, AuditTrail audit, ILogger<BulkDesk> logger)
{
    public async Task<Results<Ok<ResolutionPreview>, ProblemHttpResult>> PreviewAsync(PreviewResolutionRequest request, string by, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        var found = await selection.FindAsync(request.Filter, request.Choice, request.OlderThan, by, errors, cancellationToken);
        return found is null ? Problem.Invalid(errors) : TypedResults.Ok(await selection.PreviewAsync(found, request.Choice, cancellationToken));
    }

    public async Task<Results<Ok<ResolveManyResult>, ProblemHttpResult>> ResolveAsync(ResolveManyRequest request, string by, CancellationToken cancellationToken)
    {
        if (ConflictProblems.LongComment(request.Comment) is { } tooLong) return tooLong;
        var errors = new Dictionary<string, string>();
        if (await selection.FindAsync(request.Filter, request.Choice, request.OlderThan, by, errors, cancellationToken) is not { } found) return Problem.Invalid(errors);
        if (request.Token != BulkSelection.TokenOf(found, request.Choice)) return Moved(await selection.PreviewAsync(found, request.Choice, cancellationToken));

        var comment = string.IsNullOrWhiteSpace(request.Comment) ? null : request.Comment.Trim();
        List<ConflictDecision> decisions = [.. found.Select(c => new ConflictDecision(c.Id, c.Version, request.Choice, null, by, comment) { Audit = EntryOf(c) })];
        var topology = await hub.ReadTopologyAsync(cancellationToken);

        // Once begun it is carried through and told, whether or not the caller waits: what is done already can't be called back.
        var outcomes = await resolver.ResolveAsync(decisions, topology, CancellationToken.None);
        var result = Sum(found, outcomes);
        audit.After = new { request.Choice, result.Resolved, result.Moved, Refused = result.RefusedCount };
        Resolved(result.Resolved, request.Choice, by, result.Moved, result.RefusedCount);
        foreach (var set in outcomes.Where(o => o.Status == ResolveStatus.Resolved).GroupBy(o => o.SyncSet!))
            await news.DecidedAsync(set.Key, outcomes.Last(o => o.Status == ResolveStatus.Resolved).OpenConflicts, id: null);
        return TypedResults.Ok(result);
    }

    // Each decision leaves an entry of its own, in the hub transaction that carries it out; the request's entry adds them up.
    private AuditEntry EntryOf(BulkConflict conflict) =>
        audit.Entry(AuditOutcome.Done) with { Action = AuditActions.ResolveConflict, Subject = string.Create(CultureInfo.InvariantCulture, $"conflict {conflict.Id}") };

    private static ResolveManyResult Sum(IReadOnlyList<BulkConflict> found, IReadOnlyList<ResolveOutcome> outcomes)
    {
        var refused = new List<RefusedResolution>();
        var resolved = 0;
        foreach (var (conflict, outcome) in found.Zip(outcomes))
        {
            if (outcome.Status == ResolveStatus.Resolved) resolved++;
            else if (outcome.Status == ResolveStatus.Refused) refused.Add(new RefusedResolution(conflict.Id, conflict.Table, conflict.Key, outcome.Message ?? ""));
            else if (conflict.Refusal is not null) refused.Add(new RefusedResolution(conflict.Id, conflict.Table, conflict.Key, conflict.Refusal));
        }

        return new ResolveManyResult(resolved, found.Count - resolved - refused.Count, refused.Count, [.. refused.Take(BulkSelection.MostReasons)]);
    }

    private static ProblemHttpResult Moved(ResolutionPreview now) => Problem.Of(
        StatusCodes.Status409Conflict, ProblemTypes.ConflictMoved, "These conflicts have changed since the preview. Nothing was done.", "Look at the new preview, then decide.",
        new Dictionary<string, object?> { ["preview"] = now });

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} conflicts were settled by {Actor}: {Choice}; {Moved} had moved, {Refused} were refused")]
    private partial void Resolved(int count, ConflictChoice choice, string actor, int moved, int refused);
}
