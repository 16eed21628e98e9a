using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts;

/// <summary>One side of a conflict.</summary>
/// <param name="Image">The row there, or null when that side deleted it.</param>
/// <param name="At">When, by the hub's clock: the node's time, corrected by its measured offset when it was captured.</param>
/// <param name="Priority">The node's priority.</param>
public sealed record ConflictSide(string Node, RowImage? Image, DateTimeOffset At, int Priority);
