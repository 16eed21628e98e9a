namespace MultiDbSync.Contracts.Databases;

/// <summary>What a connection test found. Nothing was stored or changed.</summary>
/// <param name="Usable">Nothing that was found keeps the database from taking part.</param>
/// <param name="Location">Where the connection leads, without secrets.</param>
/// <param name="Tables">What the account sees; empty when that could not be read.</param>
public sealed record ConnectionTestResult(bool Usable, string Location, IReadOnlyList<TestFinding> Findings, IReadOnlyList<SeenTable> Tables);
