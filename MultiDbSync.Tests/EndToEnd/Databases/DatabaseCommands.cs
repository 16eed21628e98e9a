using System.Data.Common;
using System.Globalization;

namespace MultiDbSync.Tests.EndToEnd.Databases;

/// <summary>One line for one statement, its arguments numbered from <c>@p1</c>.</summary>
internal static class DatabaseCommands
{
    /// <returns>The first cell, or null where there is no row.</returns>
    public static object? Execute(this DbConnection connection, string sql, params ReadOnlySpan<object?> arguments)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (string.Create(CultureInfo.InvariantCulture, $"@p{i + 1}"), arguments[i] ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command.ExecuteScalar() is { } cell and not DBNull ? cell : null;
    }

    public static IReadOnlyList<string> Texts(this DbConnection connection, string sql)
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
