namespace MultiDbSync.Contracts.Query;

/// <summary>A result column.</summary>
public sealed record QueryColumn(string Name, string Type);
