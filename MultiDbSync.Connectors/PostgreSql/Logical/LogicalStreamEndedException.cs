namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>The stream broke; the next read opens a new one, which begins behind what was confirmed.</summary>
internal sealed class LogicalStreamEndedException(Exception inner) : Exception("The replication stream ended.", inner);
