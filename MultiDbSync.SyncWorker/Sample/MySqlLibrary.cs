using System.Data.Common;
using MySqlConnector;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>The library on a MySQL or MariaDB server.</summary>
internal sealed class MySqlLibrary : ILibraryMake
{
    public const string Make = "mysql";

    /// <summary>
    /// Texts are compared as everywhere else: by their bytes, trailing spaces included. Each of the two servers has one collation that does so, and each
    /// has another name for it.
    /// </summary>
    private const string Collation = "SELECT collation_name FROM information_schema.collations WHERE collation_name IN ('utf8mb4_nopad_bin', 'utf8mb4_0900_bin')";

    /// <summary>Statements that define tables end a transaction here, so each must stand being run again.</summary>
    private static readonly string[] Schema =
    [
        """
        CREATE TABLE IF NOT EXISTS authors (
            id      BIGINT PRIMARY KEY,
            name    TEXT NOT NULL,
            country TEXT,
            born    BIGINT)
        """,
        """
        CREATE TABLE IF NOT EXISTS sections (
            id    BIGINT PRIMARY KEY,
            name  VARCHAR(255) NOT NULL UNIQUE,
            floor BIGINT NOT NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS books (
            id         BIGINT PRIMARY KEY,
            title      TEXT NOT NULL,
            author_id  BIGINT NOT NULL,
            section_id BIGINT NOT NULL,
            isbn       VARCHAR(255) NOT NULL UNIQUE,
            published  BIGINT,
            price      DOUBLE NOT NULL,
            copies     BIGINT NOT NULL,
            INDEX books_author (author_id),
            INDEX books_section (section_id),
            FOREIGN KEY (author_id) REFERENCES authors (id),
            FOREIGN KEY (section_id) REFERENCES sections (id))
        """,
        """
        CREATE TABLE IF NOT EXISTS users (
            id     BIGINT PRIMARY KEY,
            name   TEXT NOT NULL,
            email  VARCHAR(255) NOT NULL UNIQUE,
            phone  TEXT,
            joined TEXT NOT NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS borrow_records (
            id          BIGINT PRIMARY KEY,
            user_id     BIGINT NOT NULL,
            book_id     BIGINT NOT NULL,
            borrowed_at TEXT NOT NULL,
            due_at      TEXT NOT NULL,
            returned_at TEXT,
            INDEX borrow_records_user (user_id),
            INDEX borrow_records_book (book_id),
            FOREIGN KEY (user_id) REFERENCES users (id),
            FOREIGN KEY (book_id) REFERENCES books (id))
        """,
    ];

    public async Task CreateAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var database = new LibraryDatabase(await OpenAsync(connectionString, cancellationToken));
        var collation = await database.ScalarAsync(Collation, cancellationToken)
            ?? throw new InvalidOperationException("The sample needs MySQL 8 or MariaDB 10.6: this server can't compare texts by all their bytes.");
        foreach (var table in Schema)
            await database.ExecuteAsync($"{table} ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE {collation}", cancellationToken);
        await database.FillAsync(cancellationToken);
    }

    public async Task<DbConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
