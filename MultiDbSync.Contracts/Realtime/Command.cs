namespace MultiDbSync.Contracts.Realtime;

/// <summary>Tells the worker to look into the hub store at once: a run was queued, or configuration changed.</summary>
/// <param name="Name"><c>run</c> or <c>reload</c>.</param>
public sealed record Command(string Name, string? SyncSet);
