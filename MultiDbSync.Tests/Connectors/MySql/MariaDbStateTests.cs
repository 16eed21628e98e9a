using MultiDbSync.Tests.Connectors.Conformance;

namespace MultiDbSync.Tests.Connectors.MySql;

public sealed class MariaDbStateTests : StateTableConformance<MySqlFixture>;
