using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Words of SQLite's SELECT (https://www.sqlite.org/lang_select.html, https://www.sqlite.org/lang_corefunc.html and neighbours).</summary>
internal static class SqliteVocabulary
{
    public static QueryVocabulary Words { get; } = new(
        [
            "ALL", "AND", "AS", "ASC", "BETWEEN", "BY", "CASE", "CAST", "COLLATE", "CROSS", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "DESC", "DISTINCT", "ELSE", "END",
            "ESCAPE", "EXCEPT", "EXISTS", "FILTER", "FROM", "FULL", "GLOB", "GROUP BY", "HAVING", "IN", "INNER", "INTERSECT", "IS", "JOIN", "LEFT", "LIKE", "LIMIT", "MATERIALIZED",
            "NATURAL", "NOCASE", "NOT", "NULL", "NULLS FIRST", "NULLS LAST", "OFFSET", "ON", "OR", "ORDER BY", "OUTER", "OVER", "PARTITION BY", "RECURSIVE", "RIGHT", "ROWS", "SELECT",
            "THEN", "UNION", "USING", "VALUES", "WHEN", "WHERE", "WINDOW", "WITH",
        ],
        [
            "abs", "avg", "coalesce", "count", "date", "datetime", "dense_rank", "first_value", "group_concat", "hex", "ifnull", "iif", "instr", "json_each", "json_extract", "julianday",
            "lag", "last_value", "lead", "length", "lower", "ltrim", "max", "min", "nullif", "printf", "rank", "replace", "round", "row_number", "rtrim", "strftime", "substr", "sum",
            "time", "total", "trim", "typeof", "unixepoch", "upper",
        ],
        '"', FoldsToLower: false);
}
