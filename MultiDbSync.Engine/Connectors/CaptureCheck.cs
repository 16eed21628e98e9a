namespace MultiDbSync.Engine.Connectors;

/// <summary>How our triggers and tables stand on a node.</summary>
/// <param name="Installed">Our tables are there.</param>
/// <param name="Hub">The hub that they belong to, when installed.</param>
/// <param name="DamagedTables">Synchronised tables whose triggers are missing or not as installed: changes may have gone uncaptured.</param>
public sealed record CaptureCheck(bool Installed, string? Hub, IReadOnlyList<string> DamagedTables);
