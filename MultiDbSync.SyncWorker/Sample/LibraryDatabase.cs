using Microsoft.Data.Sqlite;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>A sample database as its application sees it: plain SQL, no knowledge of synchronisation.</summary>
internal static class LibraryDatabase
{
    /// <summary>Makes the file with schema and rows. Under another name until complete, so that a crash leaves none that is half made.</summary>
    public static async Task CreateAsync(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".new";
        File.Delete(partial);
        await using (var connection = new SqliteConnection($"Data Source={partial};Pooling=False"))
        {
            await connection.OpenAsync(cancellationToken);
            await ExecuteAsync(connection, "BEGIN; " + LibrarySchema.Script, cancellationToken);
            foreach (var table in LibrarySchema.Tables) await FillAsync(connection, table, cancellationToken);

            // The header keeps WAL mode; the file itself is complete and needs no -wal beside it when it is renamed.
            await ExecuteAsync(connection, "COMMIT; PRAGMA journal_mode=WAL", cancellationToken);
        }

        File.Move(partial, path);
    }

    /// <summary>An application's connection: foreign keys enforced, patient with other writers.</summary>
    public static async Task<SqliteConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { Pooling = false, ForeignKeys = true };
        var connection = new SqliteConnection(builder.ToString());
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, "PRAGMA busy_timeout=10000", cancellationToken);
        return connection;
    }

    /// <summary>Runs a statement with parameters <c>$1</c>, <c>$2</c> …; returns the number of rows.</summary>
    public static async Task<int> ExecuteAsync(this SqliteConnection connection, string sql, CancellationToken cancellationToken, params object?[] arguments)
    {
        await using var command = Command(connection, sql, arguments);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first value of a query, or null.</summary>
    public static async Task<object?> ScalarAsync(this SqliteConnection connection, string sql, CancellationToken cancellationToken, params object?[] arguments)
    {
        await using var command = Command(connection, sql, arguments);
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? value : null;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, object?[] arguments)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < arguments.Length; i++) command.Parameters.AddWithValue($"${i + 1}", arguments[i] ?? DBNull.Value);
        return command;
    }

    private static async Task FillAsync(SqliteConnection connection, string table, CancellationToken cancellationToken)
    {
        foreach (var row in LibraryRows.Of(table))
            await connection.ExecuteAsync($"INSERT INTO {table} VALUES ({string.Join(", ", row.Select((_, i) => $"${i + 1}"))})", cancellationToken, row);
    }
}
