using Microsoft.Data.Sqlite;
using MultiDbSync.Engine.Connectors;
using SQLitePCL;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Turns result codes into the one exception of connectors. Codes: https://www.sqlite.org/rescode.html</summary>
internal static class SqliteErrors
{
    // The database file was moved away under the connection: the next attempt opens the new one.
    private const int ReadOnlyDbMoved = 1032;

    public static ConnectorErrorClass Classify(int extendedCode) => extendedCode == ReadOnlyDbMoved
        ? ConnectorErrorClass.Transient
        : (extendedCode & 0xFF) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_INTERRUPT or raw.SQLITE_PROTOCOL or raw.SQLITE_NOMEM or raw.SQLITE_IOERR => ConnectorErrorClass.Transient,
            raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG => ConnectorErrorClass.Constraint,
            raw.SQLITE_SCHEMA or raw.SQLITE_ERROR or raw.SQLITE_RANGE => ConnectorErrorClass.Schema,
            _ => ConnectorErrorClass.Permanent,
        };

    /// <summary>True when another row holds the value of a unique column.</summary>
    public static bool IsUnique(int extendedCode) =>
        extendedCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_ROWID;

    public static ConnectorException Of(string node, int extendedCode, string message, Exception? inner = null) =>
        new(Classify(extendedCode), node, $"{Advice(extendedCode)} (SQLite {extendedCode}: {message})", inner);

    public static ConnectorException Of(string node, SqliteException error) => Of(node, error.SqliteExtendedErrorCode, error.Message, error);

    public static ConnectorException NotInstalled(string node, string? syncSet) => new(
        ConnectorErrorClass.Schema, node,
        syncSet is null ? "Capture is not installed on this database." : $"Capture is not installed on this database for sync set '{syncSet}'.");

    public static ConnectorException WrongHub(string node) =>
        new(ConnectorErrorClass.Permanent, node, "This database belongs to another hub, or to a newer incarnation of this one. Remove it there first.");

    private static string Advice(int extendedCode) => (extendedCode & 0xFF) switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "The database is locked by another program",
        raw.SQLITE_CONSTRAINT => "A constraint refuses the row",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "The file is damaged or not a SQLite database: restore it from a backup",
        raw.SQLITE_CANTOPEN => "The database file can't be opened: check that it exists and may be read and written, with its folder",
        raw.SQLITE_READONLY => "The database file or its folder may not be written",
        raw.SQLITE_FULL => "The disk is full",
        raw.SQLITE_IOERR => "Reading or writing the file failed",
        _ => "The database refused the statement",
    };
}
