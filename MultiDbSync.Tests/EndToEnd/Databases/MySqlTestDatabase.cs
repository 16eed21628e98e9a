using System.Data;
using System.Data.Common;
using MultiDbSync.SyncWorker.Sample;
using MySqlConnector;

namespace MultiDbSync.Tests.EndToEnd.Databases;

internal sealed class MySqlTestDatabase(string name, string connectionString) : TestDatabase(name, MySqlLibrary.Make, connectionString)
{
    protected override string TablesQuery =>
        "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'mds\\_%'";

    public override DbConnection Open()
    {
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder(ConnectionString) { Pooling = false, IgnoreCommandTransaction = true }.ToString());
        connection.Open();
        return connection;
    }

    public override IReadOnlyList<string> Ours()
    {
        using var connection = Open();
        return connection.Texts("""
            SELECT concat('trigger ', trigger_name) FROM information_schema.triggers WHERE trigger_schema = database()
            UNION ALL SELECT concat('table ', table_name) FROM information_schema.tables WHERE table_schema = database() AND table_name LIKE '%mds\_%'
            UNION ALL SELECT concat('routine ', routine_name) FROM information_schema.routines WHERE routine_schema = database() AND routine_name LIKE '%mds\_%'
            UNION ALL SELECT concat('event ', event_name) FROM information_schema.events WHERE event_schema = database() AND event_name LIKE '%mds\_%'
            """);
    }

    protected override DbTransaction Snapshot(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);
}
