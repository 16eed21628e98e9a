using System.Data.Common;
using Npgsql;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>The library on a PostgreSQL server.</summary>
internal sealed class PostgresLibrary : ILibraryMake
{
    public const string Make = "postgresql";

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS authors (
            id      bigint PRIMARY KEY,
            name    text NOT NULL,
            country text,
            born    bigint);
        CREATE TABLE IF NOT EXISTS sections (
            id    bigint PRIMARY KEY,
            name  text NOT NULL UNIQUE,
            floor bigint NOT NULL);
        CREATE TABLE IF NOT EXISTS books (
            id         bigint PRIMARY KEY,
            title      text NOT NULL,
            author_id  bigint NOT NULL REFERENCES authors (id),
            section_id bigint NOT NULL REFERENCES sections (id),
            isbn       text NOT NULL UNIQUE,
            published  bigint,
            price      double precision NOT NULL,
            copies     bigint NOT NULL);
        CREATE INDEX IF NOT EXISTS books_author ON books (author_id);
        CREATE INDEX IF NOT EXISTS books_section ON books (section_id);
        CREATE TABLE IF NOT EXISTS users (
            id     bigint PRIMARY KEY,
            name   text NOT NULL,
            email  text NOT NULL UNIQUE,
            phone  text,
            joined text NOT NULL);
        CREATE TABLE IF NOT EXISTS borrow_records (
            id          bigint PRIMARY KEY,
            user_id     bigint NOT NULL REFERENCES users (id),
            book_id     bigint NOT NULL REFERENCES books (id),
            borrowed_at text NOT NULL,
            due_at      text NOT NULL,
            returned_at text);
        CREATE INDEX IF NOT EXISTS borrow_records_user ON borrow_records (user_id);
        CREATE INDEX IF NOT EXISTS borrow_records_book ON borrow_records (book_id);
        """;

    public async Task CreateAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var database = new LibraryDatabase(await OpenAsync(connectionString, cancellationToken));
        await database.ExecuteAsync(Schema, cancellationToken);
        await database.FillAsync(cancellationToken);
    }

    public async Task<DbConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
