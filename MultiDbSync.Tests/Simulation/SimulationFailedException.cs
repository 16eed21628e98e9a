namespace MultiDbSync.Tests.Simulation;

/// <summary>A walk found a hole.</summary>
internal sealed class SimulationFailedException(string message) : Exception(message);
