using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>A row of a sync set.</summary>
/// <param name="IsRemembered">The hub knows what it holds.</param>
public sealed record TableRow(string SyncSet, string Table, RowKey Key, bool IsRemembered);
