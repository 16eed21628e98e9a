using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A node in memory, with the application transactions that are open on it.</summary>
internal sealed class InMemorySimulatedNode(InMemoryDatabase database, INodeConnector connector, SyncSetInfo set) : SimulatedNode(connector.Node, set)
{
    public InMemoryDatabase Database { get; } = database;

    public override INodeConnector Connector { get; } = RoutedNode.Over(connector, [set]);

    public List<InMemoryTransaction> Open { get; } = [];

    public override bool IsRead => Database.Log.Count == 0;

    public override IReadOnlyList<RowImage> Rows(string table) => Map(table) is { } map ? [.. Database.Rows(map.Native.Name).Select(r => map.ToAgreed(r)!)] : Database.Rows(table);
}
