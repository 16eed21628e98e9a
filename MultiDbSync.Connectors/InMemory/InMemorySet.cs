using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.InMemory;

/// <summary>State of one installed sync set.</summary>
internal sealed class InMemorySet(string hub, long incarnation, long applied)
{
    public string Hub { get; } = hub;

    public long Incarnation { get; } = incarnation;

    public long Applied { get; set; } = applied;

    public long Captured { get; set; }

    public Dictionary<string, TableSchema> Tables { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Table, string Form), DeferredRow> Deferred { get; } = [];

    public NodeState ToState() => new(Hub, Incarnation, Applied, Captured, [.. Deferred.Values]);
}
