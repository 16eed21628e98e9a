using Microsoft.Data.Sqlite;

namespace MultiDbSync.Tests.EndToEnd.Databases;

/// <summary>One line for one statement, its arguments numbered from <c>$1</c>.</summary>
internal static class SqliteCommands
{
    /// <returns>The first cell, or null where there is no row.</returns>
    public static object? Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> arguments)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < arguments.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", arguments[i] ?? DBNull.Value);
        return command.ExecuteScalar() is { } cell and not DBNull ? cell : null;
    }

    public static IReadOnlyList<string> Texts(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }
}
