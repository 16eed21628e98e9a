using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A database make as walks need it.</summary>
internal interface IWalkMake
{
    IReadOnlyList<TableSchema> Tables { get; }

    /// <summary>Labels refer to items, and their codes are unique.</summary>
    bool Constraints { get; }

    /// <param name="set">Its routes say how the node holds the tables.</param>
    SimulatedNode Create(string name, Random random, SyncSetInfo set);

    IApplication Application(StepRandom random, LossOracle oracle);
}
