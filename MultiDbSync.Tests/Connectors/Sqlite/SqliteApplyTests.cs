using MultiDbSync.Tests.Connectors.Conformance;

namespace MultiDbSync.Tests.Connectors.Sqlite;

public sealed class SqliteApplyTests : ApplyConformance<SqliteFixture>;
