using System.Globalization;
using Microsoft.Extensions.Options;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using Npgsql;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Makes connectors for PostgreSQL databases (12 or later); connection strings are those of Npgsql.</summary>
public sealed class PostgreSqlConnectorFactory(IOptions<PostgreSqlConnectorOptions> options) : IConnectorFactory
{
    /// <summary>A factory with default settings.</summary>
    public PostgreSqlConnectorFactory()
        : this(Options.Create(new PostgreSqlConnectorOptions()))
    {
    }

    /// <inheritdoc />
    public string Make => "postgresql";

    /// <inheritdoc />
    public ConnectorCapabilities Capabilities => PostgreSqlNode.Features;

    /// <inheritdoc />
    public INodeConnector Create(NodeInfo node) => new PostgreSqlNode(node, options.Value);

    /// <inheritdoc />
    public IConnectionForm Form { get; } = new PgConnectionForm("PostgreSQL", "PostgreSQL 12 or later. Changes are captured by triggers: the way for most servers.");

    /// <inheritdoc />
    public string DescribeLocation(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            return string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}/{settings.Database}");
        }
        catch (ArgumentException)
        {
            return "(not a PostgreSQL connection string)";
        }
    }
}
