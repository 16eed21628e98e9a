using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Makes connectors for SQLite database files; connection strings are those of Microsoft.Data.Sqlite.</summary>
public sealed class SqliteConnectorFactory(IOptions<SqliteConnectorOptions> options) : IConnectorFactory
{
    /// <summary>A factory with default settings.</summary>
    public SqliteConnectorFactory()
        : this(Options.Create(new SqliteConnectorOptions()))
    {
    }

    /// <inheritdoc />
    public string Make => "sqlite";

    /// <inheritdoc />
    public ConnectorCapabilities Capabilities => SqliteNode.Features;

    /// <inheritdoc />
    public INodeConnector Create(NodeInfo node) => new SqliteNode(node, options.Value);

    /// <inheritdoc />
    public IConnectionForm Form { get; } = new SqliteConnectionForm();

    /// <inheritdoc />
    public string DescribeLocation(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString).DataSource;
        }
        catch (ArgumentException)
        {
            return "(not a SQLite connection string)";
        }
    }
}
