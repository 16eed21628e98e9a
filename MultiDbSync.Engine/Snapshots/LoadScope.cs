using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>What a first load works with. Its connectors are its own: those of the nodes' loops come and go with them.</summary>
/// <param name="Node">The database that is loaded.</param>
/// <param name="Start">Hub position that delivery to it will start behind.</param>
/// <param name="Running">The source as the worker runs it.</param>
internal sealed record LoadScope(
    EngineParts Parts,
    SyncSetInfo Set,
    string Node,
    long Start,
    NodeContext Running,
    INodeConnector Source,
    INodeConnector Target,
    LoadLedger Ledger)
{
    /// <summary>The loaded database as the worker runs it.</summary>
    /// <exception cref="LoadWaitException">It does not run now.</exception>
    public NodeContext RunningTarget =>
        Parts.State.Nodes.GetValueOrDefault(Node) ?? throw new LoadWaitException($"{Node} does not run now: it is switched off or just starts.");
}
