using MultiDbSync.Tests.Connectors.Conformance;

namespace MultiDbSync.Tests.Connectors.InMemory;

public sealed class InMemoryStateTests : StateConformance<InMemoryFixture>;
