using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A node of a walk: its database, the application transactions that are open on it, and what capture and delivery planned but have not done yet.</summary>
internal sealed class SimulatedNode(string name, InMemoryDatabase database, INodeConnector connector)
{
    public NodeInfo Info { get; } = connector.Node;

    public Origin Origin { get; } = new(name, 1);

    public InMemoryDatabase Database { get; } = database;

    public INodeConnector Connector { get; } = connector;

    public List<InMemoryTransaction> Open { get; } = [];

    /// <summary>A read that another worker made and has not committed yet.</summary>
    public CaptureRead? HeldRead { get; set; }

    public DeliveryPlan? Plan { get; set; }

    public ApplyBatch? Retry { get; set; }

    public NodeState? State { get; set; }
}
