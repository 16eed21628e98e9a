namespace MultiDbSync.Contracts.Databases;

/// <summary>Switches a database or a sync set on or off.</summary>
public sealed record SetEnabledRequest(bool Enabled);
