using Microsoft.Extensions.Logging;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Engine.Runtime;

/// <summary>One running node: its connector, its origin, its health and the signals of its loops.</summary>
internal sealed class NodeContext(INodeConnector connector, int epoch, ILogger logger)
{
    public INodeConnector Connector { get; } = connector;

    public string Name => Connector.Node.Name;

    public Origin Origin { get; set; } = new(connector.Node.Name, epoch);

    public NodeHealth Health { get; } = new();

    public WakeUp Deliver { get; } = new();

    /// <summary>Set when a run wants the node read now, whether it signalled or not.</summary>
    public WakeUp Sweep { get; } = new();

    /// <summary>Completes once the hub has compared the node's account with its own: nothing is delivered before.</summary>
    public TaskCompletionSource Checked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ILogger Logger { get; } = logger;
}
