namespace MultiDbSync.Engine.Connectors;

/// <summary>A place on a network.</summary>
public sealed record NetworkEndpoint(string Host, int Port);
