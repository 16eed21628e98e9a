using System.Data.Common;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace MultiDbSync.Benchmarks;

/// <summary>Connections to the databases of a running cluster, as an application has them.</summary>
internal static class ClusterDatabase
{
    /// <param name="name">The servers' databases are called <c>postgres</c> and <c>mysql</c>; all others are files.</param>
    public static DbConnection Open(string name, string connectionString)
    {
        DbConnection connection = name switch
        {
            "postgres" => new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString()),
            "mysql" => new MySqlConnection(new MySqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString()),
            _ => new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false, DefaultTimeout = 5 }.ToString()),
        };
        connection.Open();
        return connection;
    }
}
