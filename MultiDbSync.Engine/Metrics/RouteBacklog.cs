namespace MultiDbSync.Engine.Metrics;

/// <summary>What one database has yet to receive of one sync set.</summary>
/// <param name="LagSeconds">Age of the oldest of it.</param>
internal sealed record RouteBacklog(string SyncSet, string Node, long Pending, double LagSeconds);
