namespace MultiDbSync.Contracts.Conflicts;

/// <summary>The conflicts before and after one in a list that begins with the newest; null at its ends. The one between need not be in the list (any more).</summary>
public sealed record ConflictNeighbours(long? Previous, long? Next);
