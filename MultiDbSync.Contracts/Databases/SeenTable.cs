namespace MultiDbSync.Contracts.Databases;

/// <summary>A table that a connection test saw.</summary>
/// <param name="HasKey">Its rows can be told apart; without, it can't be synchronised.</param>
public sealed record SeenTable(string Name, int Columns, bool HasKey);
