namespace MultiDbSync.Engine.Connectors;

/// <summary>A field of a connection can't be used. The message says what belongs there, and holds no value.</summary>
public sealed class ConnectionFieldException(string field, string message) : Exception(message)
{
    /// <summary>The field's name.</summary>
    public string Field { get; } = field;
}
