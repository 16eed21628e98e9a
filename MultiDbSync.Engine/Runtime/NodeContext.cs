using Microsoft.Extensions.Logging;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Engine.Runtime;

/// <summary>One running node: its connector, its origin, its health and the signals of its loops.</summary>
internal sealed class NodeContext(INodeConnector connector, int epoch, ILogger logger)
{
    private bool _mayReceive;

    public INodeConnector Connector { get; } = connector;

    public string Name => Connector.Node.Name;

    public Origin Origin { get; set; } = new(connector.Node.Name, epoch);

    /// <summary>False until the hub has found the node's account to agree with its own: what to deliver follows from both.</summary>
    public bool MayReceive
    {
        get => Volatile.Read(ref _mayReceive);
        set => Volatile.Write(ref _mayReceive, value);
    }

    public NodeHealth Health { get; } = new();

    /// <summary>How far the hub has come in reading the node.</summary>
    public CaptureWatch Watch { get; } = new();

    /// <summary>
    /// Held while the node's log is read and cleared, and by whoever writes there and has missed too often because of that: on a busy node a large batch would
    /// otherwise never find the generation that it was planned for.
    /// </summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public NodeClock Clock { get; } = new();

    public WakeUp Deliver { get; } = new();

    /// <summary>Set when a run wants the node read now, whether it signalled or not.</summary>
    public WakeUp Sweep { get; } = new();

    public ILogger Logger { get; } = logger;
}
