namespace MultiDbSync.Contracts.SyncSets;

/// <summary>Changes what may be changed while a sync set runs. A null leaves the value as it is.</summary>
/// <param name="Policies">Policy by table name: <c>manual</c>, <c>last-write-wins</c>, <c>merge-columns</c>, <c>merge-columns,last-write-wins</c>.</param>
public sealed record UpdateSyncSetRequest(
    bool? Enabled,
    SyncMode? Mode,
    string? Schedule,
    string? TimeZone,
    IReadOnlyDictionary<string, string>? Policies);
