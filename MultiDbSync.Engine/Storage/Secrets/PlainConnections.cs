using Microsoft.Data.Sqlite;

namespace MultiDbSync.Engine.Storage.Secrets;

/// <summary>Encrypts the connection strings that an older version left plain in the hub store.</summary>
public static class PlainConnections
{
    /// <summary>
    /// All in one transaction, overwriting what was there before (<c>secure_delete</c>), and then takes the write-ahead log back into the file and empties it.
    /// </summary>
    /// <returns>How many were plain, and whether the log could be emptied: not while another process reads from it.</returns>
    public static async Task<(int Encrypted, bool LogEmptied)> EncryptAsync(HubStore store, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, "PRAGMA secure_delete=ON", cancellationToken);
        var encrypted = 0;
        await using (var transaction = connection.BeginTransaction(deferred: false))
        {
            foreach (var (name, text) in await PlainAsync(connection, transaction, cancellationToken))
            {
                await using var update = connection.CreateCommand();
                update.Transaction = transaction;
                update.CommandText = "UPDATE nodes SET connection_string=$text WHERE name=$name";
                update.Parameters.AddWithValue("$text", store.Connections.Protect(text));
                update.Parameters.AddWithValue("$name", name);
                encrypted += await update.ExecuteNonQueryAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        if (encrypted == 0) return (0, true);
        await ExecuteAsync(connection, "PRAGMA busy_timeout=2000", cancellationToken);
        return (encrypted, await ExecuteAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken) is 0L);
    }

    private static async Task<List<(string Name, string Text)>> PlainAsync(SqliteConnection connection, SqliteTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT name, connection_string FROM nodes";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var plain = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken))
            if (!ConnectionSecrets.IsStoredSafely(reader.GetString(1))) plain.Add((reader.GetString(0), reader.GetString(1)));
        return plain;
    }

    private static async Task<object?> ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
