using MultiDbSync.Tests.Connectors.Conformance;

namespace MultiDbSync.Tests.Connectors.Sqlite;

public sealed class SqliteStateTests : StateTableConformance<SqliteFixture>;
