namespace MultiDbSync.Engine.Snapshots;

/// <summary>A first load can't go on for now. It waits and goes on where it stopped.</summary>
internal sealed class LoadWaitException(string message) : Exception(message);
