using System.Data.Common;
using System.Globalization;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Where a node's database is, and how our connections are opened.</summary>
internal sealed class MySqlLocation
{
    private const string Expected = "Expected: Server=<host>;Port=<port>;Database=<name>;User ID=<user>;Password=<password>";

    // Modes: nothing is cut or rounded silently, an id of 0 stays 0, and dates that applications could store can be stored here too.
    private const string SqlMode = "STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES";

    private readonly string _connectionString;
    private readonly string _prepare;
    private MySqlServer? _server;

    private MySqlLocation(string node, string connectionString, string prepare)
    {
        Node = node;
        _connectionString = connectionString;
        _prepare = prepare;
    }

    public string Node { get; }

    /// <summary>As connections are opened: what was given, without what a server could use against us.</summary>
    public string ConnectionString => _connectionString;

    /// <exception cref="ConnectorException">The connection string can't be understood, or names no database.</exception>
    public static MySqlLocation Of(NodeInfo node, MySqlConnectorOptions options)
    {
        MySqlConnectionStringBuilder settings;
        try
        {
            settings = new MySqlConnectionStringBuilder(node.ConnectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            // The inner message can quote a part of the connection string, so it is left out.
            throw Invalid(node.Name, $"The connection string can't be understood ({e.GetType().Name}). {Expected}");
        }

        if (string.IsNullOrWhiteSpace(settings.Database)) throw Invalid(node.Name, $"The connection string names no database. {Expected}");
        settings.Pooling = false;

        // A server could ask for any file that this process may read, or send us on to another host.
        // https://dev.mysql.com/doc/refman/8.0/en/load-data-local-security.html
        settings.AllowLoadLocalInfile = false;
        settings.ServerRedirectionMode = MySqlServerRedirectionMode.Disabled;
        settings.PersistSecurityInfo = false;
        settings.AllowUserVariables = true;
        settings.UseAffectedRows = false;
        settings.TreatTinyAsBoolean = false;
        settings.GuidFormat = MySqlGuidFormat.None;
        settings.AllowZeroDateTime = true;
        settings.NoBackslashEscapes = false;
        settings.CharacterSet = "utf8mb4";
        settings.DefaultCommandTimeout = (uint)options.CommandTimeout.TotalSeconds;
        settings.ApplicationName = "MultiDbSync";
        var prepare = string.Create(CultureInfo.InvariantCulture, $"""
            SET NAMES utf8mb4, SESSION sql_mode = '{SqlMode}', SESSION time_zone = '+00:00', SESSION autocommit = 1,
            SESSION innodb_lock_wait_timeout = {(int)options.RowLockTimeout.TotalSeconds}, SESSION lock_wait_timeout = {(int)options.SchemaLockTimeout.TotalSeconds};
            SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
            """);
        return new MySqlLocation(node.Name, settings.ConnectionString, prepare);
    }

    /// <summary>Host, port and database.</summary>
    public static string Describe(string connectionString)
    {
        try
        {
            var settings = new MySqlConnectionStringBuilder(connectionString);
            return string.Create(CultureInfo.InvariantCulture, $"{settings.Server}:{settings.Port}/{settings.Database}");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            return "(not a MySQL connection string)";
        }
    }

    /// <summary>Opens a connection whose session depends on no setting of the server.</summary>
    /// <exception cref="ConnectorException">Not reachable, refused, or too old.</exception>
    public async Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectAsync(cancellationToken);
        }
        catch (MySqlException e)
        {
            throw MySqlErrors.Of(Node, e);
        }
    }

    /// <summary>The same, with the driver's own error.</summary>
    public async Task<MySqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new MySqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new MySqlCommand(_prepare, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same for the applier.</summary>
    public async Task<DbConnection> OpenForApplyAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(MySqlDialect.Prepare, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>What stands at the other end; asked once.</summary>
    public MySqlServer ServerOf(MySqlConnection connection) => _server ??= MySqlServer.Parse(connection.ServerVersion);

    private static ConnectorException Invalid(string node, string message) => new(ConnectorErrorClass.Permanent, node, message);
}
