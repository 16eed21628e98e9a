using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Short words for statements on a connection.</summary>
internal static class MySqlCommands
{
    public static MySqlCommand Command(this MySqlConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = new MySqlCommand(sql, connection);
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }

    /// <summary>Returns the number of rows that the statement found.</summary>
    public static async Task<int> ExecuteAsync(this MySqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<int> ExecuteAsync(this MySqlConnection connection, string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>All rows of a query.</summary>
    public static async Task<List<T>> ListAsync<T>(
        this MySqlConnection connection, string sql, Func<MySqlDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var list = new List<T>();
        while (await rows.ReadAsync(cancellationToken)) list.Add(read(rows));
        return list;
    }

    public static string? TextOrNull(this MySqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
