namespace MultiDbSync.Contracts.Realtime;

/// <summary>Wakes a loop up. Signals make it fast, never correct.</summary>
/// <param name="Node">The database that has changes, or null.</param>
/// <param name="SyncSet">The sync set whose hub log has grown, or null.</param>
public sealed record Signal(string? Node, string? SyncSet);
