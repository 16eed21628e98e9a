using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Connectors;

/// <summary>
/// Everything that synchronisation asks of one database. All members throw <see cref="ConnectorException"/> for database errors and may be used
/// from several loops at once (each part keeps its own connection).
/// </summary>
public interface INodeConnector : IAsyncDisposable
{
    /// <summary>The node.</summary>
    NodeInfo Node { get; }

    /// <summary>What its make can do.</summary>
    ConnectorCapabilities Capabilities { get; }

    /// <summary>Reads tables, keys and constraints.</summary>
    ISchemaReader Schema { get; }

    /// <summary>Installs, checks and removes our triggers and tables.</summary>
    ICaptureInstaller Installer { get; }

    /// <summary>The node's change log as a queue.</summary>
    IChangeSource Changes { get; }

    /// <summary>Writes hub changes into the node.</summary>
    IApplier Applier { get; }

    /// <summary>Reads rows for verification and snapshots.</summary>
    IRowReader Rows { get; }

    /// <summary>Makes tables and proposes changes of them.</summary>
    ISchemaWriter SchemaWriter { get; }

    /// <summary>Tells whether the database can take part.</summary>
    IConnectionTest Test { get; }

    /// <summary>Numbers that the database hands out.</summary>
    IIdentityBlocks Identities { get; }

    /// <summary>Runs a person's read-only SQL.</summary>
    IQueryRunner Queries { get; }

    /// <summary>The clock that the database's change log is stamped by, now.</summary>
    Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken);
}
