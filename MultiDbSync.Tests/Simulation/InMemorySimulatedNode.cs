using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A node in memory, with the application transactions that are open on it.</summary>
internal sealed class InMemorySimulatedNode(InMemoryDatabase database, INodeConnector connector) : SimulatedNode(connector.Node)
{
    public InMemoryDatabase Database { get; } = database;

    public override INodeConnector Connector { get; } = connector;

    public List<InMemoryTransaction> Open { get; } = [];

    public override bool IsRead => Database.Log.Count == 0;

    public override IReadOnlyList<RowImage> Rows(string table) => Database.Rows(table);
}
