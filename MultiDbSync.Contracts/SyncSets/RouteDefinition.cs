namespace MultiDbSync.Contracts.SyncSets;

/// <summary>How a database is to take part in a sync set. Fixed once it has joined: to change it, take the database out of the set and let it join again.</summary>
/// <param name="Direction">Which way changes go.</param>
/// <param name="Tables">Tables that are not the same there; null or without an entry: same name, same columns, all rows.</param>
public sealed record RouteDefinition(RouteDirection Direction = RouteDirection.Both, IReadOnlyList<RouteTableDefinition>? Tables = null);
