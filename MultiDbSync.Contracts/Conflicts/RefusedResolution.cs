namespace MultiDbSync.Contracts.Conflicts;

/// <summary>A conflict that can't be settled as wanted; it stays open.</summary>
/// <param name="Key">The row's key, readable.</param>
/// <param name="Reason">In words.</param>
public sealed record RefusedResolution(long Id, string Table, string Key, string Reason);
