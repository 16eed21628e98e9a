using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A database make as walks need it.</summary>
internal interface IWalkMake
{
    IReadOnlyList<TableSchema> Tables { get; }

    SimulatedNode Create(string name, Random random);

    IApplication Application(Random random, LossOracle oracle);
}
