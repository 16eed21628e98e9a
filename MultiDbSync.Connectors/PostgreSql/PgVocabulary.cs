using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Words of PostgreSQL's SELECT (https://www.postgresql.org/docs/current/sql-keywords-appendix.html).</summary>
internal static class PgVocabulary
{
    public static QueryVocabulary Words { get; } = new(
        [
            "ALL", "AND", "ANY", "ARRAY", "AS", "ASC", "AT TIME ZONE", "BETWEEN", "BY", "CASE", "CAST", "COLLATE", "CROSS", "CURRENT_DATE", "CURRENT_TIMESTAMP", "DESC", "DISTINCT",
            "DISTINCT ON", "ELSE", "END", "EXCEPT", "EXISTS", "EXTRACT", "FALSE", "FETCH FIRST", "FILTER", "FROM", "FULL", "GROUP BY", "GROUPING SETS", "HAVING", "ILIKE", "IN", "INNER",
            "INTERSECT", "INTERVAL", "IS", "JOIN", "LATERAL", "LEFT", "LIKE", "LIMIT", "MATERIALIZED", "NATURAL", "NOT", "NULL", "NULLS FIRST", "NULLS LAST", "OFFSET", "ON", "OR",
            "ORDER BY", "OUTER", "OVER", "PARTITION BY", "RECURSIVE", "RIGHT", "ROLLUP", "ROWS", "SELECT", "SIMILAR TO", "TABLESAMPLE", "THEN", "TRUE", "UNION", "USING", "VALUES",
            "WHEN", "WHERE", "WINDOW", "WITH",
        ],
        [
            "abs", "age", "array_agg", "avg", "coalesce", "concat", "count", "date_trunc", "dense_rank", "first_value", "generate_series", "greatest", "jsonb_agg", "jsonb_build_object",
            "lag", "last_value", "lead", "least", "left", "length", "lower", "ltrim", "max", "min", "now", "nullif", "position", "rank", "regexp_replace", "replace", "right", "round",
            "row_number", "rtrim", "split_part", "string_agg", "substring", "sum", "to_char", "to_date", "to_timestamp", "trim", "unnest", "upper",
        ],
        '"', FoldsToLower: true);
}
