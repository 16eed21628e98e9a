namespace MultiDbSync.Contracts.Conflicts;

/// <summary>A step in the life of a conflict.</summary>
/// <param name="Actor">An account, a policy's name, or <c>sync</c>.</param>
/// <param name="Action"><c>opened</c>, <c>settled</c>, <c>resolved</c>, <c>released</c>, <c>reopened</c>, <c>assigned</c> or <c>commented</c>.</param>
/// <param name="Detail">What: the resolution, the assignee (null for nobody), the comment.</param>
public sealed record ConflictStep(DateTimeOffset At, string Actor, string Action, string? Detail);
