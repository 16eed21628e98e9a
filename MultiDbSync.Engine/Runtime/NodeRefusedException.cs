namespace MultiDbSync.Engine.Runtime;

/// <summary>A node can't be synchronised until a person acts; the message says how.</summary>
internal sealed class NodeRefusedException(string message) : Exception(message);
