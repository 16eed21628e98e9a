using System.Data.Common;
using Microsoft.Data.Sqlite;
using MultiDbSync.SyncWorker.Sample;

namespace MultiDbSync.Tests.EndToEnd.Databases;

internal sealed class SqliteTestDatabase(string name, string connectionString) : TestDatabase(name, SqliteLibrary.Make, connectionString)
{
    public string File => new SqliteConnectionStringBuilder(ConnectionString).DataSource;

    protected override string TablesQuery =>
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'mds\\_%' ESCAPE '\\'";

    public override DbConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={File};Mode=ReadWrite;Pooling=False;Foreign Keys=True");
        connection.Open();
        return connection;
    }

    public override IReadOnlyList<string> Ours()
    {
        using var connection = Open();
        return connection.Texts("SELECT type || ' ' || name FROM sqlite_master WHERE name LIKE '%mds\\_%' ESCAPE '\\' OR type = 'trigger'");
    }

    protected override DbTransaction Snapshot(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);
}
