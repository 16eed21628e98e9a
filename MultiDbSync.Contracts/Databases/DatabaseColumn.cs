namespace MultiDbSync.Contracts.Databases;

/// <summary>A column: its declared type, and whether it is part of the key.</summary>
public sealed record DatabaseColumn(string Name, string Type, bool IsKey, bool IsNullable);
