namespace MultiDbSync.Engine.Connectors;

/// <summary>A person's SQL was refused or failed. The message is for that person.</summary>
/// <param name="offset">Where in the text, from 0, when known.</param>
public sealed class QueryRefusedException(string message, int? offset = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Where in the text, from 0, when known.</summary>
    public int? Offset { get; } = offset;
}
