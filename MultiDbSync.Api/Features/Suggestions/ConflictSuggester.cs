using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MultiDbSync.Api.Features.Conflicts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Conflicts.Suggestions;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Suggestions;

/// <summary>What to suggest for a conflict: by rules, and what a model has proposed when somebody asked it.</summary>
internal sealed class ConflictSuggester(HubDbContext db, IOptions<SuggestionOptions> options)
{
    public async Task<IReadOnlyList<ConflictSuggestion>> OfAsync(ConflictEntity conflict, ConflictRows rows, CancellationToken cancellationToken)
    {
        if (conflict.Status != ConflictStatus.Open || rows.Schema is not { } schema) return [];
        var priorities = await db.Nodes.AsNoTracking().ToDictionaryAsync(n => n.Name, n => n.Priority, cancellationToken);
        var byRules = ConflictSuggestions.Of(RecordedCase.Of(conflict, schema, priorities)).Select(ToWire);
        return Proposal(conflict) is { } model ? [.. byRules, model] : [.. byRules];
    }

    /// <summary>Whether a model may be asked.</summary>
    public bool MayAskModel(ConflictEntity conflict) => conflict.Status == ConflictStatus.Open && options.Value.Allows(conflict.SyncSet, conflict.TableName);

    private static ConflictSuggestion? Proposal(ConflictEntity conflict) =>
        conflict.Proposal is not null && JsonSerializer.Deserialize<ModelProposal>(conflict.Proposal) is { } proposal && proposal.Version == conflict.Version
            ? new ConflictSuggestion(proposal.Choice, proposal.Reason, "model", proposal.Values)
            : null;

    private static ConflictSuggestion ToWire(Suggestion suggestion) =>
        new(suggestion.Choice, suggestion.Reason, "rule", suggestion.Edited is { } row ? row.Columns.Zip(row.Values).ToDictionary(c => c.First, c => c.Second.ToDisplay()) : null);
}
