namespace MultiDbSync.Contracts.Conflicts;

/// <summary>Another row that takes part in a unique-key or foreign-key conflict.</summary>
public sealed record RelatedRow(string Table, string Key, string Origin, bool Exists, IReadOnlyDictionary<string, string?> Values);
