using MultiDbSync.Tests.Connectors.Conformance;

namespace MultiDbSync.Tests.Connectors.Sqlite;

public sealed class SqliteConstraintTests : ConstraintConformance<SqliteFixture>;
