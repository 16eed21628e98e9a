using System.Data.Common;
using System.IO;
using System.Net.Sockets;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using Npgsql;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Turns SQLSTATE codes into the one exception of connectors (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal static class PgErrors
{
    private const string LockNotAvailable = "55P03", UndefinedTable = "42P01", InvalidSchema = "3F000", CachedPlan = "0A000";

    public static ConnectorException? Translate(string node, Exception error) => error switch
    {
        PostgresException e => new ConnectorException(Classify(e.SqlState), node, $"{Advice(e)} (PostgreSQL {e.SqlState}: {Named(e)})", e),
        NpgsqlException { InnerException: TimeoutException } e => Transient(node, "The database did not answer in time", e),
        NpgsqlException e => Transient(node, "The connection to the database failed: check that the server runs and can be reached", e),
        TimeoutException or SocketException or IOException => Transient(node, "The connection to the database failed: check that the server runs and can be reached", error),
        _ => null,
    };

    public static ConnectorErrorClass Classify(string state) => state switch
    {
        // Serialization failure, deadlock victim, transaction ended by somebody else, lock not available, cancelled, too many connections, starting up.
        _ when state.StartsWith("40", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal) => ConnectorErrorClass.Transient,
        LockNotAvailable or "57014" or "57P01" or "57P02" or "57P03" or "57P05" or "53300" or "53200" or "25P03" or "55006" => ConnectorErrorClass.Transient,

        // A prepared statement met a table that was altered: the next connection prepares it anew.
        CachedPlan => ConnectorErrorClass.Transient,
        _ when state.StartsWith("23", StringComparison.Ordinal) || state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("44", StringComparison.Ordinal) => ConnectorErrorClass.Constraint,
        "42501" => ConnectorErrorClass.Permanent,
        _ when state.StartsWith("42", StringComparison.Ordinal) || state == InvalidSchema => ConnectorErrorClass.Schema,
        _ => ConnectorErrorClass.Permanent,
    };

    public static RelationalErrorKind KindOf(DbException error) => error is not PostgresException e
        ? RelationalErrorKind.Other
        : e.SqlState switch
        {
            // Exclusion constraints are unique keys of another kind.
            PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation => RelationalErrorKind.Unique,
            PostgresErrorCodes.ForeignKeyViolation or "23001" => RelationalErrorKind.ForeignKey,
            LockNotAvailable => RelationalErrorKind.Locked,
            "428C9" or "P0001" or "54000" => RelationalErrorKind.Refused,
            _ when Classify(e.SqlState) == ConnectorErrorClass.Constraint => RelationalErrorKind.Refused,
            _ => RelationalErrorKind.Other,
        };

    /// <summary>What refused a row, without its values: the message texts of the server can hold them.</summary>
    public static string Describe(DbException error) => error is PostgresException e ? $"{Advice(e)} (PostgreSQL {e.SqlState}: {Named(e)})" : "The database refuses the row";

    private static ConnectorException Transient(string node, string message, Exception inner) => new(ConnectorErrorClass.Transient, node, message, inner);

    private static string Named(PostgresException e)
    {
        var parts = new List<string>(3);
        if (e.TableName is { } table) parts.Add($"table {table}");
        if (e.ColumnName is { } column) parts.Add($"column {column}");
        if (e.ConstraintName is { } constraint) parts.Add($"constraint {constraint}");
        return parts.Count > 0 ? string.Join(", ", parts) : e.SqlState[..2] is "22" or "23" or "P0" ? "the row's values" : e.MessageText;
    }

    private static string Advice(PostgresException e) => e.SqlState switch
    {
        LockNotAvailable => "An application holds a lock for longer than we wait",
        "40P01" => "Another transaction held what this one needed; it is tried again",
        "42501" => "A right is missing: the connection test lists the GRANT statements",
        UndefinedTable => "A table does not exist",
        "28P01" or "28000" => "The server refuses the login: check user and password, and pg_hba.conf",
        "3D000" => "The database does not exist",
        "53100" => "The server's disk is full",
        "25006" => "The server accepts no writes: it is a standby or in read-only mode",
        "P0001" => "A trigger of the application refuses the row",
        _ when e.SqlState.StartsWith("23", StringComparison.Ordinal) => "A constraint refuses the row",
        _ when e.SqlState.StartsWith("22", StringComparison.Ordinal) => "A column can't hold the value",
        _ => "The database refused the statement",
    };
}
