using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Words of the SELECT of MySQL and MariaDB (https://dev.mysql.com/doc/refman/8.0/en/keywords.html).</summary>
internal static class MySqlVocabulary
{
    public static QueryVocabulary Words { get; } = new(
        [
            "ALL", "AND", "AS", "ASC", "BETWEEN", "BINARY", "BY", "CASE", "CAST", "COLLATE", "CROSS", "CURRENT_DATE", "CURRENT_TIMESTAMP", "DESC", "DISTINCT", "DIV", "ELSE", "END",
            "ESCAPE", "EXCEPT", "EXISTS", "FALSE", "FORCE INDEX", "FROM", "GROUP BY", "HAVING", "IGNORE INDEX", "IN", "INNER", "INTERSECT", "INTERVAL", "IS", "JOIN", "LEFT", "LIKE",
            "LIMIT", "MOD", "NATURAL", "NOT", "NULL", "OFFSET", "ON", "OR", "ORDER BY", "OUTER", "OVER", "PARTITION BY", "RECURSIVE", "REGEXP", "RIGHT", "ROWS", "SELECT",
            "STRAIGHT_JOIN", "THEN", "TRUE", "UNION", "USE INDEX", "USING", "VALUES", "WHEN", "WHERE", "WINDOW", "WITH", "WITH ROLLUP", "XOR",
        ],
        [
            "abs", "avg", "ceil", "coalesce", "concat", "concat_ws", "convert_tz", "count", "date", "date_add", "date_format", "date_sub", "datediff", "dense_rank", "first_value", "floor",
            "greatest", "group_concat", "hex", "if", "ifnull", "json_extract", "json_unquote", "lag", "last_value", "lead", "least", "left", "length", "lower", "ltrim", "max", "md5",
            "min", "now", "nullif", "rank", "replace", "right", "round", "row_number", "rtrim", "str_to_date", "substring", "sum", "timestampdiff", "trim", "upper", "year",
        ],
        '`', FoldsToLower: false);
}
