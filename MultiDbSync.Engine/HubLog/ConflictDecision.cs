using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>A person's decision.</summary>
/// <param name="Version">The version that the person saw.</param>
/// <param name="Edited">The row, for <see cref="ConflictChoice.Edit"/>.</param>
/// <param name="By">Who decided.</param>
public sealed record ConflictDecision(long ConflictId, int Version, ConflictChoice Choice, RowImage? Edited, string By, string? Comment);
