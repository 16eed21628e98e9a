using Microsoft.Data.Sqlite;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Benchmarks;

/// <summary>SQLite files that scenarios write to as an application would.</summary>
internal static class SqliteFile
{
    /// <summary>A database with the table <c>items</c>.</summary>
    public static NodeInfo Create(string folder, string name)
    {
        var connection = $"Data Source={Path.Combine(folder, name + ".db")};Pooling=False";
        Execute(connection, "PRAGMA journal_mode=WAL; CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price REAL NOT NULL, note TEXT)");
        return new NodeInfo(name, "sqlite", connection);
    }

    public static void Execute(string connectionString, string sql)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Ask(string connectionString, string sql)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
