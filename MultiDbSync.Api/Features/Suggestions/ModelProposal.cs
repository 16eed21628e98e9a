using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Api.Features.Suggestions;

/// <summary>What a model proposed, as it is kept with the conflict.</summary>
/// <param name="Version">The conflict's version that the model saw: once it has moved, the proposal is not shown any more.</param>
internal sealed record ModelProposal(int Version, ConflictChoice Choice, string Reason, IReadOnlyDictionary<string, string?>? Values);
