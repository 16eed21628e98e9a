using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Connectors;

/// <summary>A database make: makes connectors for its nodes.</summary>
public interface IConnectorFactory
{
    /// <summary>The make's name in configuration, lower case, for instance <c>sqlite</c>.</summary>
    string Make { get; }

    /// <summary>What the make can do.</summary>
    ConnectorCapabilities Capabilities { get; }

    /// <summary>A connector for a node. Connects lazily: no I/O here.</summary>
    /// <exception cref="ConnectorException">The connection string can't be understood.</exception>
    INodeConnector Create(NodeInfo node);

    /// <summary>Where a connection string leads, without secrets.</summary>
    string DescribeLocation(string connectionString);

    /// <summary>How a person names a database of this make; null for a make that is not offered.</summary>
    IConnectionForm? Form => null;
}
