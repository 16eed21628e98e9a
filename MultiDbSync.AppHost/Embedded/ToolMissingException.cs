namespace MultiDbSync.AppHost.Embedded;

/// <summary>Something that the cluster can do without is not to be had here; the message says what.</summary>
internal sealed class ToolMissingException(string message) : Exception(message);
