using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>Nodes in memory: row locks, numbers given before the commit, late commits.</summary>
internal sealed class InMemoryMake(InMemorySafeties safeties, bool constraints, TimeProvider clock) : IWalkMake
{
    private readonly InMemoryConnectorFactory _factory = new();
    private long _ids;

    public IReadOnlyList<TableSchema> Tables { get; } = [SimulatedSchema.Items, SimulatedSchema.Labels];

    public bool Constraints => constraints;

    public SimulatedNode Create(string name, Random random, SyncSetInfo set)
    {
        var database = new InMemoryDatabase(Tables.Select(t => set.RouteOf(name).Tables.GetValueOrDefault(t.Name)?.Native ?? t), clock)
        {
            Safeties = safeties,
            NextId = () => $"id{++_ids}",
            WaitsForLocks = () => random.Next(10) < 7,
        };
        _factory.Register(name, database);
        return new InMemorySimulatedNode(database, _factory.Create(new NodeInfo(name, _factory.Make, name)), set);
    }

    public IApplication Application(StepRandom random, LossOracle oracle) => new InMemoryApplication(random, oracle, constraints);
}
