using System.Globalization;
using MySqlConnector;

namespace MultiDbSync.Tests.Support;

/// <summary>A database of one test, gone with it, as applications use it: sessions with the server's own settings.</summary>
public sealed class MariaDbDatabase : IAsyncDisposable
{
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

    /// <summary>Sessions that a failed test left open are ended first: their transactions would keep the tables.</summary>
    public ValueTask DisposeAsync()
    {
        using var connection = new MySqlConnection(_administrator + ";Pooling=False;AllowUserVariables=true");
        connection.Open();
        var left = Ask(connection, $"SELECT GROUP_CONCAT('KILL ', ID SEPARATOR ';') FROM information_schema.PROCESSLIST WHERE DB = '{Name}'");
        foreach (var kill in (left ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)) RunIfThere(connection, kill);
        Run(connection, $"SET SESSION lock_wait_timeout = 20; DROP DATABASE {Name}");
        return ValueTask.CompletedTask;
    }

    private static void RunIfThere(MySqlConnection connection, string kill)
    {
        try
        {
            Run(connection, kill);
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.NoSuchThread)
        {
            // It has ended by itself.
        }
    }
}
