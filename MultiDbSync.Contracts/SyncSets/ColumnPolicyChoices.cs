namespace MultiDbSync.Contracts.SyncSets;

/// <summary>A column of a sync set's table, and the policies that it can have.</summary>
/// <param name="Type">As its database declares it.</param>
/// <param name="Policies">Empty for a column of the key.</param>
public sealed record ColumnPolicyChoices(string Column, string Type, bool IsKey, IReadOnlyList<string> Policies);
