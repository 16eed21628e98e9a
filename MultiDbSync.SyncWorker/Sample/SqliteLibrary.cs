using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>The library in a SQLite file.</summary>
internal sealed class SqliteLibrary : ILibraryMake
{
    public const string Make = "sqlite";

    private const string Schema = """
        CREATE TABLE authors (
            id      INTEGER PRIMARY KEY,
            name    TEXT NOT NULL,
            country TEXT,
            born    INTEGER);
        CREATE TABLE sections (
            id    INTEGER PRIMARY KEY,
            name  TEXT NOT NULL UNIQUE,
            floor INTEGER NOT NULL);
        CREATE TABLE books (
            id         INTEGER PRIMARY KEY,
            title      TEXT NOT NULL,
            author_id  INTEGER NOT NULL REFERENCES authors (id),
            section_id INTEGER NOT NULL REFERENCES sections (id),
            isbn       TEXT NOT NULL UNIQUE,
            published  INTEGER,
            price      REAL NOT NULL,
            copies     INTEGER NOT NULL);
        CREATE INDEX books_author ON books (author_id);
        CREATE INDEX books_section ON books (section_id);
        CREATE TABLE users (
            id     INTEGER PRIMARY KEY,
            name   TEXT NOT NULL,
            email  TEXT NOT NULL UNIQUE,
            phone  TEXT,
            joined TEXT NOT NULL);
        CREATE TABLE borrow_records (
            id          INTEGER PRIMARY KEY,
            user_id     INTEGER NOT NULL REFERENCES users (id),
            book_id     INTEGER NOT NULL REFERENCES books (id),
            borrowed_at TEXT NOT NULL,
            due_at      TEXT NOT NULL,
            returned_at TEXT);
        CREATE INDEX borrow_records_user ON borrow_records (user_id);
        CREATE INDEX borrow_records_book ON borrow_records (book_id);
        """;

    /// <summary>Makes the file under another name until it is complete, so that a crash leaves none that is half made.</summary>
    public async Task CreateAsync(string connectionString, CancellationToken cancellationToken)
    {
        var path = new SqliteConnectionStringBuilder(connectionString).DataSource;
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".new";
        File.Delete(partial);
        await using (var database = new LibraryDatabase(await OpenAsync(new SqliteConnectionStringBuilder { DataSource = partial }.ToString(), cancellationToken)))
        {
            await database.ExecuteAsync(Schema, cancellationToken);
            await database.FillAsync(cancellationToken);

            // The header keeps WAL mode; the file itself is complete and needs no -wal beside it when it is renamed.
            await database.ExecuteAsync("PRAGMA journal_mode=WAL", cancellationToken);
        }

        File.Move(partial, path);
    }

    public async Task<DbConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { Pooling = false, ForeignKeys = true };
        var connection = new SqliteConnection(builder.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout=10000";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }
}
