using System.Collections.Concurrent;
using System.Globalization;
using MySqlConnector;

namespace MultiDbSync.Tests.Support;

/// <summary>A database of one test, gone with it, as applications use it: sessions with the server's own settings.</summary>
public sealed class MariaDbDatabase : IAsyncDisposable
{
    private readonly ConcurrentBag<MySqlConnection> _opened = [];
    private readonly string _administrator;

    private MariaDbDatabase(string administrator, string name)
    {
        _administrator = administrator;
        Name = name;
        ConnectionString = new MySqlConnectionStringBuilder(administrator) { Database = name, Pooling = false }.ConnectionString;
    }

    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>Skips the test when there is no server.</summary>
    /// <param name="options">After CREATE DATABASE.</param>
    public static async Task<MariaDbDatabase> CreateAsync(string options = "CHARACTER SET utf8mb4")
    {
        var server = await MariaDbServer.GetAsync();
        var database = new MariaDbDatabase(server.AdministratorConnectionString!, "mds" + Guid.NewGuid().ToString("N")[..12]);
        database.RunAsAdministrator($"CREATE DATABASE {database.Name} {options}");
        return database;
    }

    /// <summary>An application's connection.</summary>
    public MySqlConnection Open(string? prepare = null)
    {
        var connection = new MySqlConnection(ConnectionString + ";AllowUserVariables=true;AllowZeroDateTime=true;DefaultCommandTimeout=30");
        _opened.Add(connection);
        connection.Open();
        if (prepare is not null) Run(connection, prepare);
        return connection;
    }

    public void Run(string sql)
    {
        using var connection = Open();
        Run(connection, sql);
    }

    public static void Run(MySqlConnection connection, string sql)
    {
        using var command = new MySqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The first value, as text.</summary>
    public string? Ask(string sql)
    {
        using var connection = Open();
        return Ask(connection, sql);
    }

    public static string? Ask(MySqlConnection connection, string sql)
    {
        using var command = new MySqlCommand(sql, connection);
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
    }

    public void RunAsAdministrator(string sql)
    {
        using var connection = new MySqlConnection(_administrator + ";Pooling=False;AllowUserVariables=true");
        connection.Open();
        Run(connection, sql);
    }

    public async ValueTask DisposeAsync()
    {
        // A failed test may have left a transaction open, which would keep the tables.
        foreach (var connection in _opened) await connection.DisposeAsync();
        RunAsAdministrator($"SET SESSION lock_wait_timeout = 20; DROP DATABASE {Name}");
    }
}
