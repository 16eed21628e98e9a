using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>The one place where names become SQL (https://www.postgresql.org/docs/current/sql-syntax-lexical.html).</summary>
internal static class PgIdentifier
{
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => text.Contains('\\', StringComparison.Ordinal)
        ? $"E'{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'"
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A table by its <see cref="TableSchema.Name"/>; a bare name is found on the connection's search path.</summary>
    public static string Table(string name)
    {
        var table = TableName.Parse(name);
        return table.Namespace is null ? Quote(table.Name) : $"{Quote(table.Namespace)}.{Quote(table.Name)}";
    }
}
