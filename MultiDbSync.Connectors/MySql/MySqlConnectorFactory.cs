using Microsoft.Extensions.Options;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Makes connectors for databases on MySQL 8.0 and later and MariaDB 10.6 and later; connection strings are those of MySqlConnector.</summary>
public sealed class MySqlConnectorFactory(IOptions<MySqlConnectorOptions> options) : IConnectorFactory
{
    /// <summary>A factory with default settings.</summary>
    public MySqlConnectorFactory()
        : this(Options.Create(new MySqlConnectorOptions()))
    {
    }

    /// <inheritdoc />
    public string Make => "mysql";

    /// <inheritdoc />
    public ConnectorCapabilities Capabilities => MySqlNode.Features;

    /// <inheritdoc />
    public INodeConnector Create(NodeInfo node) => new MySqlNode(node, options.Value);

    /// <inheritdoc />
    public IConnectionForm Form { get; } = new MySqlConnectionForm();

    /// <inheritdoc />
    public string DescribeLocation(string connectionString) => MySqlLocation.Describe(connectionString);
}
