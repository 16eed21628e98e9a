using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A node of a walk: its database, and what capture and delivery planned but have not done yet.</summary>
internal abstract class SimulatedNode(NodeInfo info, SyncSetInfo set) : IAsyncDisposable
{
    private readonly RouteMaps _maps = new(info.Name, [set]);

    public NodeInfo Info { get; } = info;

    public Origin Origin { get; } = new(info.Name, 1);

    public abstract INodeConnector Connector { get; }

    /// <summary>Nothing is left to capture.</summary>
    public abstract bool IsRead { get; }

    /// <summary>A read that another worker made and has not committed yet.</summary>
    public CaptureRead? HeldRead { get; set; }

    public DeliveryPlan? Plan { get; set; }

    /// <summary>What was written last.</summary>
    public DeliveryPlan? Delivered { get; set; }

    public ApplyBatch? Retry { get; set; }

    public NodeState? State { get; set; }

    /// <summary>What the hub knows of its clock.</summary>
    public NodeClock Measured { get; } = new();

    /// <summary>By how much its clock is wrong, where the walk can set it.</summary>
    public virtual TimeSpan Clock { get => TimeSpan.Zero; set { } }

    public RouteInfo Route { get; } = set.RouteOf(info.Name);

    /// <summary>Rows of a table of the set, in the set's terms.</summary>
    public abstract IReadOnlyList<RowImage> Rows(string table);

    /// <summary>How the node holds a table of the set; null when it is the same there.</summary>
    public TableMap? Map(string table) => _maps.OfAgreed(table);

    /// <summary>Takes the rows of another node before it joins.</summary>
    public virtual void CopyRows(SimulatedNode from) => throw new NotSupportedException("Databases of this make do not join within a walk.");

    /// <summary>The worker dies: connections break, whatever it had in memory is gone.</summary>
    public virtual Task KillAsync()
    {
        (HeldRead, Plan, Retry, State) = (null, null, null, null);
        return Task.CompletedTask;
    }

    public virtual ValueTask DisposeAsync() => Connector.DisposeAsync();
}
