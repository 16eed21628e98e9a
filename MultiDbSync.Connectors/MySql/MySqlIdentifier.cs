using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>The one place where names and literals are quoted. Our sessions have neither ANSI_QUOTES nor NO_BACKSLASH_ESCAPES.</summary>
internal static class MySqlIdentifier
{
    public static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A table by the text of its <see cref="TableName"/>.</summary>
    public static string Table(string name)
    {
        var parsed = TableName.Parse(name);
        return parsed.Namespace is { } schema ? $"{Quote(schema)}.{Quote(parsed.Name)}" : Quote(parsed.Name);
    }

    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    public static string Literal(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal)}'";
}
