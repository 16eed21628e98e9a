namespace MultiDbSync.Engine.Connectors;

/// <summary>Caps of one query.</summary>
/// <param name="Rows">Most rows returned.</param>
/// <param name="Bytes">Most bytes of cell text returned.</param>
/// <param name="Time">Longest run.</param>
public sealed record QueryLimits(int Rows, long Bytes, TimeSpan Time);
