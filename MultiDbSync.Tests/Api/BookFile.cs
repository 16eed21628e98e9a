using Microsoft.Data.Sqlite;

namespace MultiDbSync.Tests.Api;

/// <summary>An application's database with the table of <see cref="HubSeed.Books"/>.</summary>
public static class BookFile
{
    public const string Schema =
        "CREATE TABLE books (id INTEGER PRIMARY KEY NOT NULL, title TEXT NOT NULL, pages INTEGER, price REAL, cover BLOB, note TEXT);";

    public const string Rows = "INSERT INTO books (id, title, pages, price, cover) VALUES (1, 'Dune', 400, 9.5, x'0102'), (2, 'Emma', 300, NULL, NULL), (3, 'Ulysses', 700, 20.0, NULL);";

    /// <summary>Makes the file by a script; its connection string.</summary>
    public static string Make(ApiFactory api, string name, string script = Schema + Rows)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(api.Folder, name + ".db"), Pooling = false }.ToString();
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = new SqliteCommand(script, connection);
        command.ExecuteNonQuery();
        return connectionString;
    }
}
