using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Turns error numbers into the one exception of connectors. Numbers: https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html and
/// https://mariadb.com/kb/en/mariadb-error-codes/. The server's own message is left out: it quotes values ("Duplicate entry 'x'").
/// </summary>
internal static class MySqlErrors
{
    /// <summary>A right that the account lacks, for instance PROCESS.</summary>
    public const int RightMissing = 1227;

    private const int TableFull = 1114, TooManyConnections = 1040, AccessDeniedDatabase = 1044, AccessDenied = 1045, UnknownDatabase = 1049, ServerShutdown = 1053,
        DuplicateKey = 1022, DuplicateEntry = 1062, LockWaitTimeout = 1205, Deadlock = 1213, QueryInterrupted = 1317, RecordChanged = 1020, DiskFull = 1021,
        TriggerNeedsSuper = 1419, TablesAccessDenied = 1142, ColumnAccessDenied = 1143, DefinerMissing = 1449, MaximumTimeMySql = 3024,
        StatementTimeoutMariaDb = 1969, NoWait = 3572, ReadOnlyServer = 1290, ReadOnlyMode = 1836, PacketTooLarge = 1153, ResultTooLarge = 1301, HostBlocked = 1129,
        ConnectionsOfUser = 1203, ConnectionKilled = 1927, NoReferencedRow = 1216, CommitFailed = 1180, RollbackFailed = 1181, KeyTooLong = 1071;

    public static ConnectorErrorClass Classify(MySqlException error) => error.Number switch
    {
        LockWaitTimeout or Deadlock or ServerShutdown or TooManyConnections or QueryInterrupted or RecordChanged or MaximumTimeMySql or StatementTimeoutMariaDb or NoWait
            or ConnectionsOfUser or ConnectionKilled or CommitFailed or RollbackFailed => ConnectorErrorClass.Transient,
        DiskFull or TableFull or AccessDenied or AccessDeniedDatabase or UnknownDatabase or TriggerNeedsSuper or TablesAccessDenied or ColumnAccessDenied
            or RightMissing or DefinerMissing or ReadOnlyServer or ReadOnlyMode or PacketTooLarge or ResultTooLarge or HostBlocked => ConnectorErrorClass.Permanent,
        _ when IsConstraint(error) => ConnectorErrorClass.Constraint,

        // The client's own numbers: connecting failed or the connection broke.
        0 or (>= 2000 and < 3000) or (int)MySqlErrorCode.UnableToConnectToHost => ConnectorErrorClass.Transient,
        _ when error.IsTransient => ConnectorErrorClass.Transient,
        _ => ConnectorErrorClass.Schema,
    };

    /// <summary>True when another row holds the value of a unique key.</summary>
    public static bool IsUnique(MySqlException error) => error.Number is DuplicateEntry or DuplicateKey or 1169 or 1586 or 1859;

    /// <summary>True when the value does not fit or a check, a trigger or NOT NULL refuses the row.</summary>
    public static bool IsConstraint(MySqlException error) => IsUnique(error) || error.Number is
        1048 or 1263 or 1264 or 1265 or 1292 or 1364 or 1366 or 1367 or 1406 or 1411 or 1416 or 1441 or 1525 // a value: NULL, out of range, cut, wrong, too long
        or NoReferencedRow or 1217 or 1451 or 1452 or 1557 or 1761 or 1762 // foreign keys
        or 3819 or 4025 // a check, in MySQL and in MariaDB
        or 3140 or 3141 or 3144 or 3156 // JSON
        or 1644 or 1645 // SIGNAL in an application's trigger
        or 1118 or 1139 or 1690 or 3854 or 3997 or 1977 or 4078 or 4079;

    /// <summary>True when the server, or somebody, stopped the statement.</summary>
    public static bool IsTimeOver(MySqlException error) => error.Number is MaximumTimeMySql or StatementTimeoutMariaDb or QueryInterrupted;

    public static bool IsMissingRight(MySqlException error) => error.Number is TablesAccessDenied or ColumnAccessDenied or RightMissing;

    /// <summary>What an error says of the row that was being written.</summary>
    public static RelationalErrorKind KindOf(MySqlException error) => error.Number switch
    {
        LockWaitTimeout or NoWait => RelationalErrorKind.Locked,
        NoReferencedRow or 1217 or 1451 or 1452 or 1557 or 1761 or 1762 => RelationalErrorKind.ForeignKey,
        _ when IsUnique(error) => RelationalErrorKind.Unique,
        _ when IsConstraint(error) => RelationalErrorKind.Refused,
        _ => RelationalErrorKind.Other,
    };

    public static ConnectorException Of(string node, MySqlException error) =>
        new(Classify(error), node, $"{Advice(error)} (error {error.Number}).", error.InnerException is null ? null : new IOException(error.InnerException.GetType().Name));

    /// <summary>What happened and what to do about it, without the server's own words.</summary>
    public static string Advice(MySqlException error) => error.Number switch
    {
        LockWaitTimeout or NoWait => "An application holds the row or the table for longer than we wait",
        Deadlock => "The transaction was given up in favour of another one (deadlock)",
        MaximumTimeMySql or StatementTimeoutMariaDb or QueryInterrupted => "The statement was stopped",
        TooManyConnections or ConnectionsOfUser => "The server accepts no more connections: raise max_connections or max_user_connections",
        AccessDenied => "The server refuses the user name or the password",
        AccessDeniedDatabase or TablesAccessDenied or ColumnAccessDenied or RightMissing => "A right is missing: run the connection test, it says which GRANT gives it",
        UnknownDatabase => "The database does not exist on the server",
        TriggerNeedsSuper => "The server writes a binary log and lets no ordinary user make triggers: SET GLOBAL log_bin_trust_function_creators = 1",
        DefinerMissing => "The user who made a trigger or view no longer exists",
        ReadOnlyServer or ReadOnlyMode => "The server is read-only",
        DiskFull or TableFull => "The server's disk or table is full",
        PacketTooLarge or ResultTooLarge => "A row is larger than the server's max_allowed_packet: raise it",
        CommitFailed or RollbackFailed => "The server could not end the transaction, which is tried again: its error log says why (a full disk, or a cluster that refused it); make room, or look at the cluster's state",
        KeyTooLong => "A key would be longer than the server's 3072 bytes: shorten its columns",
        HostBlocked => "The server has blocked this host after failed connections: FLUSH HOSTS",
        1048 or 1364 => "A column that must have a value has none",
        1264 or 1690 => "A value is out of the column's range",
        1406 => "A value is longer than the column",
        1265 or 1292 or 1366 or 1367 or 1411 => "A value does not fit the column's type or character set",
        3819 or 4025 => "A check constraint refuses the row",
        3140 or 3141 or 3144 => "A value is not valid JSON",
        1644 or 1645 => "A trigger of the application refuses the row",
        1146 => "A table is missing",
        1054 => "A column is missing",
        _ when IsUnique(error) => "Another row holds the value of a unique key",
        _ when IsConstraint(error) => "A constraint refuses the row",
        0 or (>= 2000 and < 3000) or (int)MySqlErrorCode.UnableToConnectToHost => "The server can't be reached or the connection broke",
        _ => "The database refused the statement",
    };
}
