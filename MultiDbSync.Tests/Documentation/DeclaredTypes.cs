using MultiDbSync.Tests.Reliability.Types;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Documentation;

/// <summary>The declared types of each make that docs/types.md tells about: those of the type matrix and those that only one make has.</summary>
internal static class DeclaredTypes
{
    private static readonly string[] Sqlite = ["", "NUMERIC", "TINYINT(1)", "BLOB(16)", "CLOB", "DATETIMEOFFSET", "TIME_TEXT(3)"];

    private static readonly string[] Postgres =
    [
        "mood", "email", "text[]", "integer[]", "char(5)", "json", "oid", "interval", "time with time zone", "inet", "cidr", "money", "bit varying(12)", "xml", "int4range", "tsvector", "point",
    ];

    private static readonly string[] MariaDb =
    [
        "TINYINT", "TINYINT UNSIGNED", "SMALLINT UNSIGNED", "MEDIUMINT", "INT UNSIGNED", "BIGINT UNSIGNED", "BIT(1)", "BIT(9)", "BIT(64)", "YEAR", "CHAR(10)", "TINYTEXT", "MEDIUMTEXT", "ENUM('a','b')", "SET('x','y')",
        "BINARY(16)", "VARBINARY(20)", "TINYBLOB", "INET6", "POINT",
    ];

    /// <summary>In the order of the page, each once.</summary>
    public static IReadOnlyList<string> Of(TestDatabase database) =>
        [.. TypeCases.All.Select(c => c.DeclaredOn(database)).Concat(database.Make switch { "sqlite" => Sqlite, "postgresql" => Postgres, _ => MariaDb }).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>One table, with a column for each, called <c>c0</c>, <c>c1</c>, …</summary>
    public static string Create(TestDatabase database) =>
        (database.Make == "postgresql" ? "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE DOMAIN email AS varchar(120);" : "")
        + $"CREATE TABLE t (id INT NOT NULL PRIMARY KEY, {string.Join(", ", Of(database).Select((t, i) => $"c{i} {t} NULL"))})";
}
