using MultiDbSync.Tests.Connectors.Conformance;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

public sealed class LogicalStateTests : StateTableConformance<LogicalFixture>;
