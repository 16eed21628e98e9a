using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using Npgsql;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Opens our connections: none is pooled, since each part of the connector keeps its own, and all print values in the one way that is read back.</summary>
internal sealed class PgConnections
{
    /// <summary>Settings that change how values are spelt, for our sessions and for the trigger functions.</summary>
    public static IReadOnlyList<(string Name, string Value)> Spelling { get; } =
    [
        ("TimeZone", "UTC"), ("DateStyle", "ISO, YMD"), ("IntervalStyle", "postgres"), ("extra_float_digits", "1"), ("bytea_output", "hex"), ("lc_monetary", "C"),
    ];

    // A commit is reported to the hub, which prunes what it no longer needs: it must outlast a crash, whatever the database's own default is.
    private static readonly string Prepare =
        string.Concat(Spelling.Select(s => $"SET {s.Name} = '{s.Value}'; ")) + """
        SET standard_conforming_strings = on; SET client_min_messages = warning; SET jit = off; SET statement_timeout = 0; SET row_security = off;
        SET default_transaction_read_only = off; SET idle_in_transaction_session_timeout = '60s';
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')
        """;

    private readonly string _connectionString;
    private readonly string _node;

    /// <exception cref="ConnectorException">The connection string can't be understood.</exception>
    public PgConnections(NodeInfo node)
    {
        _node = node.Name;
        try
        {
            var given = new NpgsqlConnectionStringBuilder(node.ConnectionString);
            if (string.IsNullOrWhiteSpace(given.Host) || string.IsNullOrWhiteSpace(given.Database)) throw Invalid("it names no host or no database");
            given.Pooling = false;
            given.Enlist = false;
            given.IncludeErrorDetail = false;
            given.IncludeFailedBatchedCommand = false;
            given.LogParameters = false;
            given.PersistSecurityInfo = false;
            given.MaxAutoPrepare = 100;
            given.AutoPrepareMinUsages = 3;
            if (string.IsNullOrEmpty(given.ApplicationName)) given.ApplicationName = "MultiDbSync";
            if (given.KeepAlive == 0) given.KeepAlive = 30;
            _connectionString = given.ConnectionString;
        }
        catch (ArgumentException e)
        {
            // The inner message can quote a part of the connection string, so it is left out.
            throw Invalid(e.GetType().Name);
        }
    }

    /// <summary>
    /// For sessions that name rows by their keys. The change log grows and empties faster than statistics are gathered: a plan that reads the whole table would
    /// pass over everything that was deleted and is not cleaned up yet.
    /// </summary>
    public const string ByIndex = "SET enable_seqscan = off; SET enable_bitmapscan = off";

    /// <summary>For a stream of the server's log, which is printed with the same spelling.</summary>
    public string ReplicationString()
    {
        var settings = new NpgsqlConnectionStringBuilder(_connectionString) { MaxAutoPrepare = 0 };
        var spelling = string.Join(' ', Spelling.Select(s => $"-c {s.Name}={s.Value.Replace(" ", "\\ ", StringComparison.Ordinal)}"));
        settings.Options = string.IsNullOrEmpty(settings.Options) ? spelling : $"{settings.Options} {spelling}";
        return settings.ConnectionString;
    }

    public RelationalSession Session() => new(async cancellationToken => await OpenAsync(null, cancellationToken), Translate);

    /// <summary>A session with <see cref="ByIndex"/>.</summary>
    public RelationalSession SessionByIndex() => SessionWith(ByIndex);

    /// <summary>The same, which hears of new entries.</summary>
    public RelationalSession ListeningSession() => SessionWith($"{ByIndex}; LISTEN {PgLogTables.Channel}");

    public ConnectorException? Translate(Exception error) => PgErrors.Translate(_node, error);

    /// <summary>A connection of its own, with a limit for each statement (null: the driver's).</summary>
    public async Task<NpgsqlConnection> OpenAsync(TimeSpan? commandTimeout, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(_connectionString);
        if (commandTimeout is { } limit) settings.CommandTimeout = (int)Math.Ceiling(limit.TotalSeconds);
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Prepare, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch (Exception)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private RelationalSession SessionWith(string settings) => new(
        async cancellationToken =>
        {
            var connection = await OpenAsync(null, cancellationToken);
            try
            {
                await using var command = new NpgsqlCommand(settings, connection);
                await command.ExecuteNonQueryAsync(cancellationToken);
                return connection;
            }
            catch (Exception)
            {
                await connection.DisposeAsync();
                throw;
            }
        },
        Translate);

    private ConnectorException Invalid(string why) => new(
        ConnectorErrorClass.Permanent, _node,
        $"The connection string can't be understood ({why}). Expected: Host=<server>;Database=<database>;Username=<role>;Password=<password>");
}
