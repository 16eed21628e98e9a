namespace MultiDbSync.Contracts.Conflicts;

/// <summary>Body of <c>PUT /api/conflicts/{id}/assignee</c>.</summary>
/// <param name="Account">The e-mail address of somebody who may decide; null for nobody.</param>
public sealed record AssignConflictRequest(string? Account);
