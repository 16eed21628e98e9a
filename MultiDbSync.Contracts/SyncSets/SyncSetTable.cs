namespace MultiDbSync.Contracts.SyncSets;

/// <summary>A table of a sync set and the policy that settles its conflicts.</summary>
public sealed record SyncSetTable(string Name, string Policy);
