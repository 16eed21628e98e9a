namespace MultiDbSync.Contracts.SyncSets;

/// <summary>Changes what may be changed while a sync set runs. A null leaves the value as it is.</summary>
/// <param name="Policies">A table's default policy, by table name; what its kinds and columns have of their own stays.</param>
/// <param name="TablePolicies">All policies of a table, by table name.</param>
public sealed record UpdateSyncSetRequest(
    bool? Enabled,
    SyncMode? Mode,
    string? Schedule,
    string? TimeZone,
    IReadOnlyDictionary<string, string>? Policies,
    IReadOnlyDictionary<string, TablePolicyDefinition>? TablePolicies = null);
