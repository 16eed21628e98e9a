using System.ClientModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using MultiDbSync.Api.Features.Conflicts;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Suggestions;

/// <summary>
/// Asks a language model for a suggestion, when a person wants one and the settings let rows of that table leave. The answer is checked like typed values,
/// kept with the conflict, and shown; it settles nothing.
/// </summary>
internal sealed partial class ModelAdvisor(
    ConflictReader conflicts, HubDbContext db, IServiceProvider services, IOptions<SuggestionOptions> options, TimeProvider time, ILogger<ModelAdvisor> logger)
{
    public async Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> AskAsync(long id, string by, CancellationToken cancellationToken)
    {
        if (await conflicts.FindAsync(id, cancellationToken) is not { } conflict) return ConflictProblems.NotFound(id);
        if (conflict.Status != ConflictStatus.Open) return await conflicts.ReadAsync(id, cancellationToken) is { } now ? ConflictProblems.Moved(now) : ConflictProblems.NotFound(id);
        if (!options.Value.Allows(conflict.SyncSet, conflict.TableName))
        {
            return Problem.Of(
                StatusCodes.Status409Conflict, ProblemTypes.SwitchedOff, "No model may be asked about this table.",
                $"Nothing was sent. An administrator can set Suggestions:Endpoint and Suggestions:Model, and add {conflict.SyncSet}/{conflict.TableName} to Suggestions:Tables.");
        }

        var rows = await conflicts.DecodeAsync(conflict, cancellationToken);
        if (await AnswerAsync(ModelQuestion.Of(conflict, rows), cancellationToken) is not { } answer)
            return Problem.Of(StatusCodes.Status502BadGateway, ProblemTypes.ModelUnavailable, "The model did not answer.", "Nothing was changed. Try again, or look at Suggestions:Endpoint.");
        if (ModelQuestion.Read(answer, conflict, rows, out var why) is not { } proposal)
            return Problem.Of(StatusCodes.Status502BadGateway, ProblemTypes.ModelUnavailable, "The model's answer can't be used.", $"{why} Nothing was changed.");
        await KeepAsync(conflict, proposal, by, cancellationToken);
        return await conflicts.ReadAsync(id, cancellationToken) is { } detail ? TypedResults.Ok(detail) : ConflictProblems.NotFound(id);
    }

    private async Task<string?> AnswerAsync(string question, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Timeout);
        try
        {
            var client = services.GetRequiredService<IChatClient>();
            var response = await client.GetResponseAsync(
                [new ChatMessage(ChatRole.System, ModelQuestion.Instructions), new ChatMessage(ChatRole.User, question)],
                new ChatOptions { ResponseFormat = ChatResponseFormat.Json, Temperature = 0 }, limit.Token);
            return response.Text;
        }
        catch (Exception e) when (e is ClientResultException or HttpRequestException or OperationCanceledException or AggregateException && !cancellationToken.IsCancellationRequested)
        {
            // The exception's text may hold what the service answered, and that what it was sent.
            NoAnswer(e.GetType().Name);
            return null;
        }
    }

    private async Task KeepAsync(ConflictEntity conflict, ModelProposal proposal, string by, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var json = JsonSerializer.Serialize(proposal);
        await db.Conflicts.Where(c => c.Id == conflict.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.Proposal, json), cancellationToken);
        db.ConflictEvents.Add(new ConflictEventEntity
        {
            ConflictId = conflict.Id,
            At = time.GetUtcNow(),
            Actor = by,
            Action = ConflictActions.Proposed,
            Detail = $"The model {options.Value.Model} was asked, and proposes {proposal.Choice}.",
        });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The model for suggestions did not answer: {Error}")]
    private partial void NoAnswer(string error);
}
