namespace MultiDbSync.Contracts.Query;

/// <summary>Body of <c>POST /api/saved-queries</c> and <c>PUT /api/saved-queries/{id}</c>.</summary>
/// <param name="Name">Up to 100 characters, once for each owner.</param>
/// <param name="Databases">Where it is to run.</param>
/// <param name="IsShared">Everybody who may run queries sees it.</param>
public sealed record SaveQueryRequest(string Name, string Sql, IReadOnlyList<string> Databases, bool IsShared);
