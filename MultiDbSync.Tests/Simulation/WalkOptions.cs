using MultiDbSync.Connectors.InMemory;

namespace MultiDbSync.Tests.Simulation;

/// <summary>What a walk may do.</summary>
/// <param name="Constraints">Also the table with a unique and a foreign key.</param>
internal sealed record WalkOptions(int Seed, bool Constraints, InMemorySafeties Node)
{
    public static WalkOptions Of(int seed) => new(seed, Constraints: seed % 2 == 1, new InMemorySafeties());
}
