using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability.Types;

/// <summary>Every canonical type with the values that synchronisation gets wrong.</summary>
internal static class TypeCases
{
    private const string Lite = "sqlite", Pg = "postgresql", My = "mysql";

    public static IReadOnlyList<TypeCase> Plain { get; } =
    [
        new("boolean", "BOOLEAN", "boolean", "TINYINT(1)", [Null, On("true", "1", "true", "1"), On("false", "0", "false", "0")]),
        new("int16", "SMALLINT", "smallint", "SMALLINT", [Null, Same("smallest", "-32768"), Same("largest", "32767"), Same("zero", "0")]),
        new("int32", "INT", "integer", "INT", [Same("smallest", "-2147483648"), Same("largest", "2147483647")]),
        new("int64", "INTEGER", "bigint", "BIGINT", [Same("smallest", "-9223372036854775808"), Same("largest", "9223372036854775807"), Same("beyond double's integers", "9007199254740993")]),
        new("float32", "FLOAT4", "real", "FLOAT", [Null, Real("largest", float.MaxValue), Real("smallest subnormal", float.Epsilon), Real("tenth", 0.1f)]),
        new("float64", "REAL", "double precision", "DOUBLE",
        [
            Real("largest", double.MaxValue), Real("smallest", double.MinValue), Real("smallest subnormal", double.Epsilon), Real("largest subnormal", 2.2250738585072009e-308), Real("sum that is not 0.3", 0.1 + 0.2),
            On("negative zero", null, "'-0'", null, Lite, My), On("infinity", "9e999", "'Infinity'", null, My), On("NaN", null, "'NaN'", null, Lite, My),
        ]),
        new("json", "JSON", "jsonb", "JSON",
        [
            Null, Same("JSON null", "'null'"), Same("text", "'\"x\"'"), Same("document", "'{\"b\": 1.50, \"a\": [null, true, {\"c\": \"d\"}]}'"), Same("empty", "'{}'"),
            Same("long number", "'[12345678901234567890.123456789]'"),
        ]),
    ];

    public static IReadOnlyList<TypeCase> Texts { get; } =
    [
        new("text", "TEXT", "text", "LONGTEXT",
        [
            Null, Text("empty", ""), Text("quotes", "it's \"so\", \\ `said` [he]; --"), Text("emoji and combining marks", "\U0001F469\u200D\U0001F680 e\u0301 \u202Eabc"), Text("precomposed", "\u00e9"),
            Text("trailing blanks", "a  "), Text("line ends", "a\r\nb\tc"), Text("digits", "007"), Text("one MiB", new string('\u00e9', 512 * 1024)),
            new("NUL", d => d.Make == Pg ? null : d.Text("a\0b"), Pg),
        ]),
        new("varchar", "VARCHAR(20)", "varchar(20)", "VARCHAR(20) CHARACTER SET utf8mb4", [Text("full of emoji", string.Concat(Enumerable.Repeat("\U0001F680", 20))), On("too long", "'123456789012345678901'", null, null, Pg, My)]),
    ];

    public static IReadOnlyList<TypeCase> Binaries { get; } =
    [
        new("binary", "BLOB", "bytea", "LONGBLOB",
        [
            Null, Bytes("empty", []), Bytes("all byte values", [.. Enumerable.Range(0, 256).Select(i => (byte)i)]), Bytes("zeros", [0, 0]), Bytes("one MiB", [.. Enumerable.Range(0, 1 << 20).Select(i => (byte)i)]),
        ]),
        new("uuid", "UUID", "uuid", "UUID", [Null, Same("mixed bytes", "'6f9619ff-8b86-d011-b42d-00c04fc964ff'"), Same("nil", "'00000000-0000-0000-0000-000000000000'"), Same("max", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
            On("hash as UUID", "'eccbc87e-4b5c-e2fe-2830-8fd9f2a7baf3'", "'eccbc87e-4b5c-e2fe-2830-8fd9f2a7baf3'", null)]),
    ];

    public static IReadOnlyList<TypeCase> Decimals { get; } =
    [
        new("decimal", "DECIMAL_TEXT(38,10)", "numeric(38,10)", "DECIMAL(38,10)",
        [
            Null, Same("38 digits", "'9999999999999999999999999999.9999999999'"), Same("negative", "'-9999999999999999999999999999.9999999999'"), Same("smallest", "'0.0000000001'"), Same("zero", "'0'"),
            Same("trailing zeros", "'12.50'"), Same("beyond double", "'0.1234567891'"),
        ]),
        new("number", "DECIMAL_TEXT", "numeric", "DECIMAL(65,30)",
        [
            On("sixty digits", $"'{new string('9', 60)}'", $"'{new string('9', 60)}'", null, My), On("exponent", "'1e-20'", "1e-20", "1e-20"), On("NaN", null, "'NaN'", null, My),
        ]),
        new("money", "DECIMAL(10,2)", "numeric(10,2)", "DECIMAL(10,2)", [Same("cents", "12.34"), Same("largest", "99999999.99"), Same("tenth", "0.1")]),
        new("scaled", "DECIMAL_TEXT(5,-2)", "numeric(5,-2)", "DECIMAL(7,0)", [On("hundreds", null, "1234500", "1234500")]),
    ];

    public static IReadOnlyList<TypeCase> Days { get; } =
    [
        new("date", "DATE", "date", "DATE",
        [
            Null, Same("first", "'0001-01-01'"), Same("last", "'9999-12-31'"), Same("leap day", "'2024-02-29'"), On("infinity", null, "'infinity'", null, My), On("before Christ", null, "'0044-03-15 BC'", null, My),
            On("zero", null, null, "'0000-00-00'", Pg), On("words", "'yesterday'", null, null, Pg, My), On("number", "20240229", null, null, Pg, My),
        ]),
        new("time", "TIME", "time(6)", "TIME(6)",
        [
            Null, Same("first", "'00:00:00'"), Same("last", "'23:59:59.999999'"), Same("half a second", "'12:34:56.5'"), On("longer than a day", null, null, "'838:59:59'", Pg), On("negative", null, null, "'-01:00:00'", Pg),
            On("end of day", null, "'24:00:00'", null, My),
        ]),
    ];

    public static IReadOnlyList<TypeCase> Moments { get; } =
    [
        new("timestamp", "DATETIME", "timestamp(6)", "DATETIME(6)",
        [
            Null, Same("first", "'0001-01-01 00:00:00'"), Same("last", "'9999-12-31 23:59:59.999999'"), Same("in the gap", "'2024-03-31 02:30:00'"), Same("in the overlap", "'2024-10-27 02:30:00'"),
            On("infinity", null, "'-infinity'", null, My), On("zero", null, null, "'0000-00-00 00:00:00'", Pg),
        ]),
        new("instant", "TIMESTAMPTZ", "timestamptz(6)", "TIMESTAMP(6)",
        [
            Null, On("first", "'0001-01-01T00:00:00Z'", "'0001-01-01 00:00:00+00'", null), On("last", "'9999-12-31T23:59:59.999999Z'", "'9999-12-31 23:59:59.999999+00'", null),

            // In a session whose clocks are put back an hour, an application can't write this one by its local time.
            On("before the overlap", "'2024-10-27T00:30:00Z'", "'2024-10-27 00:30:00+00'", null),
            Instant("in the overlap", "2024-10-27 01:30:00"), Instant("after the gap", "2024-03-31 01:00:00.000001"), On("infinity", null, "'infinity'", null, My),
        ]),
    ];

    public static IReadOnlyList<TypeCase> Fractions { get; } =
    [
        new("seconds", "DATETIME", "timestamp(0)", "DATETIME", [Same("whole", "'2024-02-29 10:00:00'")]),
        new("millis", "TIMESTAMP_TEXT(3)", "timestamp(3)", "DATETIME(3)", [Same("three digits", "'2024-02-29 10:00:00.123'"), Same("trailing zeros", "'2024-02-29 10:00:00.120'")]),
        new("micros", "DATETIME", "timestamp(6)", "DATETIME(6)", [Same("six digits", "'2024-02-29 10:00:00.123456'")]),
        new("nanos", "DATETIME", "timestamp", "DATETIME(6)", [On("seven digits", "'2024-02-29 10:00:00.1234567'", null, null, Pg, My), On("nine digits", "'2024-02-29 10:00:00.123456789'", null, null, Pg, My)]),
    ];

    /// <summary>All of them, as docs/types.md tells them.</summary>
    public static IEnumerable<TypeCase> All => [.. Plain, .. Decimals, .. Texts, .. Binaries, .. Days, .. Moments, .. Fractions];

    private static TypeValue Null => Same("null", "NULL");

    private static TypeValue Same(string name, string literal) => new(name, _ => literal);

    private static TypeValue On(string name, string? sqlite, string? postgres, string? mysql, params string[] refusedBy) =>
        new(name, d => d.Make switch { Lite => sqlite, Pg => postgres, _ => mysql }, refusedBy);

    private static TypeValue Instant(string name, string utc) => On(name, $"'{utc.Replace(' ', 'T')}Z'", $"'{utc}+00'", $"CONVERT_TZ('{utc}', '+00:00', @@session.time_zone)");

    private static TypeValue Text(string name, string text) => new(name, d => d.Text(text));

    private static TypeValue Bytes(string name, byte[] bytes) => new(name, d => d.Bytes(bytes));

    private static TypeValue Real(string name, double value) => new(name, d => d.Real(value));
}
