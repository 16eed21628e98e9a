using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>Nodes in memory: row locks, numbers given before the commit, late commits.</summary>
/// <param name="counts">Applications add to a counter, too. Not where a database sends only: what it adds meets nothing that it had received.</param>
internal sealed class InMemoryMake(InMemorySafeties safeties, bool constraints, bool counts, TimeProvider clock) : IWalkMake
{
    private readonly InMemoryConnectorFactory _factory = new();
    private long _ids;

    public IReadOnlyList<TableSchema> Tables { get; } = [SimulatedSchema.Items, SimulatedSchema.Labels, SimulatedSchema.Counters];

    public bool Constraints => constraints;

    public SimulatedNode Create(string name, Random random, SyncSetInfo set)
    {
        var database = new InMemoryDatabase(Tables.Select(t => set.RouteOf(name).Tables.GetValueOrDefault(t.Name)?.Native ?? t), clock)
        {
            Safeties = safeties,
            NextId = () => $"id{++_ids}",
            WaitsForLocks = () => random.Next(10) < 7,
        };
        database.Tables["counters"].Put(SimulatedSchema.Key(1), SimulatedSchema.Counter(1, 0));
        _factory.Register(name, database);
        return new InMemorySimulatedNode(database, _factory.Create(new NodeInfo(name, _factory.Make, name)), set);
    }

    public IApplication Application(StepRandom random, LossOracle oracle) => new InMemoryApplication(random, oracle, constraints, counts);
}
