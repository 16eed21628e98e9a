namespace MultiDbSync.Tests.Simulation;

/// <summary>One step of a history. What it does within is drawn from its own seed, so it stays the same when steps around it are taken away.</summary>
/// <param name="Number">Its place in the history as it was drawn; values that it writes are told by it.</param>
/// <param name="Node">Index of the node.</param>
internal sealed record WalkStep(int Number, StepKind Kind, int Node, int Seed);
