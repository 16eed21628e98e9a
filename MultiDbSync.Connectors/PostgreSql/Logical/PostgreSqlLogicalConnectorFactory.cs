using Microsoft.Extensions.Options;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>Makes connectors for PostgreSQL databases that are read by logical replication instead of triggers.</summary>
public sealed class PostgreSqlLogicalConnectorFactory(IOptions<PostgreSqlConnectorOptions> options) : IConnectorFactory
{
    private readonly LogicalFeeds _feeds = new();

    /// <summary>A factory with default settings.</summary>
    public PostgreSqlLogicalConnectorFactory()
        : this(Options.Create(new PostgreSqlConnectorOptions()))
    {
    }

    /// <inheritdoc />
    public string Make => "postgresql-logical";

    /// <inheritdoc />
    public ConnectorCapabilities Capabilities => LogicalNode.Features;

    /// <inheritdoc />
    public INodeConnector Create(NodeInfo node) => new LogicalNode(node, options.Value, _feeds);

    /// <inheritdoc />
    public IConnectionForm Form { get; } = new PgConnectionForm("PostgreSQL, by its log", "PostgreSQL 14 or later with wal_level = logical. No triggers on the tables.");

    /// <inheritdoc />
    public string DescribeLocation(string connectionString) => new PostgreSqlConnectorFactory(options).DescribeLocation(connectionString);
}
