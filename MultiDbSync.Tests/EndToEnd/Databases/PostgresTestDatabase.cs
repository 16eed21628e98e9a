using System.Data;
using System.Data.Common;
using MultiDbSync.SyncWorker.Sample;
using Npgsql;

namespace MultiDbSync.Tests.EndToEnd.Databases;

internal sealed class PostgresTestDatabase(string name, string connectionString) : TestDatabase(name, PostgresLibrary.Make, connectionString)
{
    protected override string TablesQuery =>
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE 'mds\\_%'";

    public override DbConnection Open()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public override IReadOnlyList<string> Ours()
    {
        using var connection = Open();
        return connection.Texts("""
            SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger
            UNION ALL SELECT 'relation ' || relname FROM pg_class WHERE relname LIKE '%mds\_%'
            UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE proname LIKE '%mds\_%'
            UNION ALL SELECT 'type ' || typname FROM pg_type WHERE typname LIKE '%mds\_%'
            UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname LIKE '%mds\_%'
            UNION ALL SELECT 'publication ' || pubname FROM pg_publication WHERE pubname LIKE '%mds\_%'
            UNION ALL SELECT 'slot ' || slot_name FROM pg_replication_slots WHERE database = current_database()
            """);
    }

    protected override DbTransaction Snapshot(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);
}
