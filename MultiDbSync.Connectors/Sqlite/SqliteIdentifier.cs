using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>The one place where names and constants become SQL text. Values never do: they are parameters.</summary>
internal static class SqliteIdentifier
{
    /// <summary>A name, whatever it holds. Double quotes: brackets and backticks can't quote every character.</summary>
    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>A table by the name that the schema model knows it by (<see cref="TableName"/>).</summary>
    public static string Table(string name) => Quote(TableOf(name));

    /// <summary>That name as SQLite spells it.</summary>
    public static string TableOf(string name) => TableName.Parse(name).Name;

    /// <summary>A text constant; only for trigger bodies, which can't take parameters.</summary>
    public static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>Quoted names with commas between.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));
}
