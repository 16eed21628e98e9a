using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>What people do with a conflict besides deciding: assign, remark, open again.</summary>
internal sealed partial class ConflictCareDesk(
    ConflictReader conflicts, ConflictLife life, ConflictAccounts accounts, ForgottenRow rows, HubStore hub, ConflictNews news, AuditTrail audit,
    ILogger<ConflictCareDesk> logger)
{
    private const string CantReopen = "This conflict can't be opened again.";

    public async Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> AssignAsync(long id, string? account, string by, CancellationToken cancellationToken)
    {
        if (account is not null && !await accounts.MayDecideAsync(account, cancellationToken))
            return Problem.Invalid("account", $"'{account}' is no account that may decide. GET /api/conflicts/assignees lists those that may.");
        if (!await life.AssignAsync(id, account, by, audit.Entry(AuditOutcome.Done), cancellationToken)) return ConflictProblems.NotFound(id);
        return await NotedAsync(id, cancellationToken);
    }

    public async Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> CommentAsync(long id, string text, string by, CancellationToken cancellationToken)
    {
        if (text.Trim() is not { Length: > 0 and <= ConflictProblems.LongestComment } remark)
            return Problem.Invalid("text", $"A comment has 1 to {ConflictProblems.LongestComment} characters.");
        if (!await life.CommentAsync(id, remark, by, audit.Entry(AuditOutcome.Done), cancellationToken)) return ConflictProblems.NotFound(id);
        return await NotedAsync(id, cancellationToken);
    }

    public async Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> ReopenAsync(long id, ReopenConflictRequest request, string by, CancellationToken cancellationToken)
    {
        if (ConflictProblems.LongComment(request.Comment) is { } tooLong) return tooLong;
        if (await conflicts.ReadAsync(id, cancellationToken) is not { } seen) return ConflictProblems.NotFound(id);
        if (seen.Summary.Version != request.Version || seen.Summary.Status == ConflictStatus.Open) return ConflictProblems.Moved(seen);
        var topology = await hub.ReadTopologyAsync(cancellationToken);
        if (await life.RowOfAsync(id, topology, cancellationToken) is not { } row)
            return ConflictProblems.Refused($"{seen.Summary.Table} belongs to {seen.Summary.SyncSet} no more: a decision would reach no database.", CantReopen);
        RowImage? current = null;
        if (!row.IsRemembered)
        {
            (current, var problem) = await rows.ReadAsync(row, topology, cancellationToken);
            if (problem is not null) return problem;
        }

        var comment = string.IsNullOrWhiteSpace(request.Comment) ? null : request.Comment.Trim();
        var outcome = await life.ReopenAsync(id, request.Version, by, comment, _ => current, audit.Entry(AuditOutcome.Done), topology, cancellationToken);
        if (outcome.Status == ResolveStatus.Refused) return ConflictProblems.Refused(outcome.Message, CantReopen);
        if (outcome.Status == ResolveStatus.Resolved)
        {
            audit.WrittenByEngine();
            Reopened(id, by);
            await news.DecidedAsync(outcome.SyncSet!, outcome.OpenConflicts, id);
        }

        if (await conflicts.ReadAsync(id, cancellationToken) is not { } now) return ConflictProblems.NotFound(id);
        return outcome.Status == ResolveStatus.Resolved ? TypedResults.Ok(now) : ConflictProblems.Moved(now);
    }

    private async Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> NotedAsync(long id, CancellationToken cancellationToken)
    {
        audit.WrittenByEngine();
        if (await conflicts.ReadAsync(id, cancellationToken) is not { } detail) return ConflictProblems.NotFound(id);
        await news.NotedAsync(detail.Summary.SyncSet, id);
        return TypedResults.Ok(detail);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Conflict {ConflictId} was opened again by {Actor}")]
    private partial void Reopened(long conflictId, string actor);
}
