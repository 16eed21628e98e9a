namespace MultiDbSync.Contracts.Query;

/// <summary>Body of <c>POST /api/explain-query</c>: how a database would run a statement. Nothing is run.</summary>
public sealed record ExplainQueryRequest(string Database, string Sql);
