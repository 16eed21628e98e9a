namespace MultiDbSync.Contracts.Query;

/// <summary>Body of <c>POST /api/run-query</c>: one read-only statement on one database.</summary>
/// <param name="MaxRows">Most rows to return, 1 to 10,000; 1,000 when null.</param>
/// <param name="Run">Calls with the same number are one entry of the caller's history: the same statement on several databases.</param>
public sealed record RunQueryRequest(string Database, string Sql, int? MaxRows, Guid? Run = null);
