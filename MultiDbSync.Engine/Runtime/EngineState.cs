using System.Collections.Concurrent;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Runtime;

/// <summary>What the loops share: the configuration as read last, the running nodes, and which sync sets are delivered now.</summary>
internal sealed class EngineState
{
    private readonly ConcurrentDictionary<string, int> _runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, NodeClaim> _loads = new(StringComparer.Ordinal);
    private volatile TopologySnapshot _topology = new(new Dictionary<string, NodeInfo>(), new Dictionary<string, SyncSetInfo>());

    public TopologySnapshot Topology
    {
        get => _topology;
        set => _topology = value;
    }

    /// <summary>Tables that are no longer what they were.</summary>
    public DriftedTables Drifted { get; } = new();

    /// <summary>Where the numbering of each table stands on each node; null: the node numbers nothing there.</summary>
    public ConcurrentDictionary<(string SyncSet, string Table, string Node), Connectors.IdentityState?> Numbers { get; } = [];

    /// <summary>Set when the configuration is to be read again.</summary>
    public WakeUp Reload { get; } = new();

    /// <summary>Set when changes were read or written: consoles are told at once.</summary>
    public WakeUp Activity { get; } = new();

    /// <summary>Which readings of the configuration have begun, and which are carried out.</summary>
    public ReadingCount Readings { get; } = new();

    public ConcurrentDictionary<string, NodeContext> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Nodes whose loops run, those included that are just being stopped.</summary>
    public ConcurrentDictionary<string, bool> Running { get; } = new(StringComparer.Ordinal);

    /// <summary>Set once the hub was found to be behind a node: nothing is delivered any more, lest it overwrites what the hub forgot.</summary>
    public bool Halted { get; set; }

    /// <summary>Real-time sets always; the others while a run asks for it.</summary>
    public bool Delivers(SyncSetInfo set) => !Halted && set.Enabled && (set.Mode == SyncMode.RealTime || _runs.GetValueOrDefault(set.Name) > 0);

    /// <summary>Delivers a set until the returned value is disposed of.</summary>
    public IDisposable Open(string syncSet)
    {
        _runs.AddOrUpdate(syncSet, 1, (_, n) => n + 1);
        Signal(syncSet);
        return new Run(this, syncSet);
    }

    /// <summary>A first load works on a node until the returned value is disposed of; its token ends it when the node is to be removed.</summary>
    public NodeClaim ClaimForLoad(string node, CancellationToken cancellationToken) => new(_loads, node, cancellationToken);

    /// <summary>Tells a first load of the node to end; true while there is one.</summary>
    public bool EndLoad(string node)
    {
        if (!_loads.TryGetValue(node, out var claim)) return false;
        claim.End();
        return true;
    }

    /// <summary>The set's log has grown: its nodes have something to receive.</summary>
    public void Signal(string syncSet)
    {
        foreach (var node in Nodes.Values)
            if (Topology.Sets.TryGetValue(syncSet, out var set) && set.Nodes.Contains(node.Name)) node.Deliver.Set();
    }

    private sealed class Run(EngineState state, string syncSet) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0) state._runs.AddOrUpdate(syncSet, 0, (_, n) => n - 1);
        }
    }
}
