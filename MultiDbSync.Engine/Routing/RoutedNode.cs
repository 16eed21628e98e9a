using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Routing;

/// <summary>
/// A database in the terms of its sync sets. The connector behind it sees its own tables, columns and values only; whoever holds this one sees the set's.
/// Schema, DDL and queries of people stay the database's own.
/// </summary>
public sealed class RoutedNode : INodeConnector
{
    private readonly INodeConnector _inner;
    private readonly RouteMaps _maps;

    private RoutedNode(INodeConnector inner, RouteMaps maps)
    {
        (_inner, _maps) = (inner, maps);
        Installer = new RoutedInstaller(inner.Installer, maps);
        Changes = new RoutedChangeSource(inner.Changes, maps);
        Applier = new RoutedApplier(inner.Applier, maps);
        Rows = new RoutedRowReader(inner.Rows, maps);
    }

    /// <inheritdoc />
    public NodeInfo Node => _inner.Node;

    /// <inheritdoc />
    public ConnectorCapabilities Capabilities => _inner.Capabilities;

    /// <inheritdoc />
    public ISchemaReader Schema => _inner.Schema;

    /// <inheritdoc />
    public ICaptureInstaller Installer { get; }

    /// <inheritdoc />
    public IChangeSource Changes { get; }

    /// <inheritdoc />
    public IApplier Applier { get; }

    /// <inheritdoc />
    public IRowReader Rows { get; }

    /// <inheritdoc />
    public ISchemaWriter SchemaWriter => _inner.SchemaWriter;

    /// <inheritdoc />
    public IConnectionTest Test => new RoutedConnectionTest(_inner.Test, _maps);

    /// <inheritdoc />
    public IIdentityBlocks Identities => new RoutedIdentityBlocks(_inner.Identities, _maps);

    /// <inheritdoc />
    public IQueryRunner Queries => _inner.Queries;

    /// <summary>The connector itself where the database's tables are those of its sets.</summary>
    public static INodeConnector Over(INodeConnector inner, TopologySnapshot topology) => Over(inner, topology.SetsOf(inner.Node.Name));

    /// <summary>The connector itself where the database's tables are those of the given sets.</summary>
    public static INodeConnector Over(INodeConnector inner, IEnumerable<SyncSetInfo> sets)
    {
        var maps = new RouteMaps(inner.Node.Name, sets);
        return maps.IsEmpty ? inner : new RoutedNode(inner, maps);
    }

    /// <inheritdoc />
    public Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => _inner.ReadClockAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
