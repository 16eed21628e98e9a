namespace MultiDbSync.Engine.Snapshots;

/// <summary>A first load has ended before its time, and trying again changes nothing.</summary>
internal sealed class LoadEndedException(string message) : Exception(message);
