namespace MultiDbSync.Engine.Connectors;

/// <summary>The one exception that connectors throw for errors of their driver. The message names what to do and holds no row values and no connection string.</summary>
public sealed class ConnectorException(ConnectorErrorClass errorClass, string node, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What can be done about it.</summary>
    public ConnectorErrorClass ErrorClass { get; } = errorClass;

    /// <summary>The node that it happened on.</summary>
    public string Node { get; } = node;
}
