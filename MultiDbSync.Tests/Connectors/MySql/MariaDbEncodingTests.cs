using System.Globalization;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Tests.Support;
using static MultiDbSync.Engine.Changes.CellValue;

namespace MultiDbSync.Tests.Connectors.MySql;

/// <summary>Values of every type come out of triggers and reads as they are, and go back in.</summary>
public sealed class MariaDbEncodingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Values => new()
    {
        { "TINYINT(1)", "1", "b:True" },
        { "TINYINT(1)", "5", "t:5" },
        { "TINYINT UNSIGNED", "255", "i:255" },
        { "MEDIUMINT UNSIGNED ZEROFILL", "7", "i:7" },
        { "INT UNSIGNED", "4294967295", "i:4294967295" },
        { "BIGINT UNSIGNED", "18446744073709551615", "Decimal:18446744073709551615" },
        { "BIT(1)", "b'1'", "b:True" },
        { "BIT(12)", "b'100000000001'", "i:2049" },
        { "BIT(64)", "~0", "Decimal:18446744073709551615" },
        { "YEAR", "2026", "i:2026" },
        { "DECIMAL(65,30)", "-12345678901234567890123456789012345.000000000000000000000000000001", "Decimal:-12345678901234567890123456789012345.000000000000000000000000000001" },
        { "DECIMAL(10,2) ZEROFILL", "7.50", "Decimal:7.5" },
        { "FLOAT", "0.1", "r:0.10000000149011612" },
        { "FLOAT(10,2)", "1234.56", "r:1234.56005859375" },
        { "DOUBLE(20,3)", "1234.5", "r:1234.5" },
        { "DATE", "'9999-12-31'", "Date:9999-12-31" },
        { "DATE", "'0001-01-01'", "Date:0001-01-01" },
        { "TIME(6)", "'23:59:59.000001'", "Time:23:59:59.000001" },
        { "TIME(6)", "'-838:59:58.5'", "t:-838:59:58.500000" },
        { "DATETIME(6)", "'2026-03-29 02:30:00.123456'", "Timestamp:2026-03-29T02:30:00.123456" },
        { "TIMESTAMP(6) NULL", "'2038-01-19 03:14:07.999999'", "TimestampOffset:2038-01-19T03:14:07.999999Z" },
        { "TIMESTAMP NULL", "'1970-01-01 00:00:01'", "TimestampOffset:1970-01-01T00:00:01Z" },
        { "ENUM('it''s','ü,b')", "'ü,b'", "t:ü,b" },
        { "SET('a','b')", "'a,b'", "t:a,b" },
        { "VARCHAR(10) CHARACTER SET latin1", "'é€'", "t:é€" },
        { "VARCHAR(10) CHARACTER SET utf16", "'漢\\0x'", "t:漢\0x" },
        { "BINARY(4)", "x'6100'", "x:61000000" },
        { "VARBINARY(4)", "x'00FF'", "x:00FF" },
        { "JSON", "'{\"b\": 1.50, \"a\": [null]}'", "Json:{\"a\":[null],\"b\":1.5}" },
        { "POINT", "POINT(1, 2)", "x:000000000101000000000000000000F03F0000000000000040" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Value_InTriggerRowAndApply_Exact(string type, string literal, string expected)
    {
        await using var bench = await MySqlBench.CreateAsync($"CREATE TABLE t(id INT PRIMARY KEY, `odd \"name` {type})");
        using (var application = bench.Open("SET NAMES utf8mb4; SET SESSION time_zone = '+00:00', sql_mode = 'ALLOW_INVALID_DATES'"))
            MariaDbDatabase.Run(application, $"INSERT INTO t VALUES (1, {literal})");
        var value = (await bench.EntriesAsync()).Single().After!["odd \"name"];
        Assert.Equal(expected, Text(value));
        Assert.Equal(value, (await bench.Node.Rows.FindAsync(bench.Table("t"), RowKey.Of(FromInteger(1)), Cancel))!["odd \"name"]);
        var result = await bench.ApplyAsync(true, bench.Put("t", ("id", FromInteger(2)), ("odd \"name", value)));
        Assert.Null(result.Rows.Single().Error);
        if (type != "JSON") Assert.Equal("1", bench.Ask("SELECT COUNT(*) FROM t a JOIN t b ON a.id = 1 AND b.id = 2 AND CAST(a.`odd \"name` AS BINARY) <=> CAST(b.`odd \"name` AS BINARY)"));
    }

    [Fact]
    public async Task RandomDoublesAndFloats_EveryBitKept()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(id INT PRIMARY KEY, d DOUBLE, f FLOAT)");
        var random = new Random(11);
        var rows = Enumerable.Range(1, 2000).Select(i => (Id: i, Double: Finite(BitConverter.Int64BitsToDouble(random.NextInt64())), Single: Finite(BitConverter.Int32BitsToSingle(random.Next())))).ToList();
        bench.Run($"INSERT INTO t VALUES {string.Join(",", rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"({r.Id},{r.Double:E16},{r.Single:E16})")))}");
        var read = await bench.Node.Changes.ReadAsync(5000, Cancel);
        Assert.Equal(rows.Select(r => (FromReal(r.Double), FromReal(r.Single))), read.Entries.Select(e => (e.After!["d"], e.After!["f"])));
        await bench.Node.Changes.DeleteAsync(read, Cancel);
        bench.Run("SET @mds_applying = 1; DELETE FROM t");
        var result = await bench.ApplyAsync(true, [.. read.Entries.Select(e => new MultiDbSync.Engine.Connectors.ApplyRow(bench.Table("t"), e.Key!, 1, e.After, null, null))]);
        Assert.All(result.Rows, r => Assert.Null(r.Deferred));
    }

    [Fact]
    public async Task Pages_InTheDatabasesOwnOrder_EveryRowOnce()
    {
        await using var bench = await MySqlBench.CreateAsync("""
            CREATE TABLE t(a VARCHAR(10) COLLATE utf8mb4_general_ci, b ENUM('z','y','x'), PRIMARY KEY(a, b));
            INSERT INTO t SELECT x.v, y.v FROM (SELECT 'b' v UNION SELECT 'A' UNION SELECT 'ä1' UNION SELECT 'Ö' UNION SELECT 'z') x, (SELECT 'z' v UNION SELECT 'y' UNION SELECT 'x') y
            """);
        var all = new List<RowImage>();
        await foreach (var row in bench.Node.Rows.ReadAsync(bench.Table("t"), Cancel)) all.Add(row);
        var paged = new List<RowImage>();
        while (await bench.Node.Rows.ReadPageAsync(bench.Table("t"), paged.Count == 0 ? null : bench.Table("t").KeyOf(paged[^1]), 4, Cancel) is { Count: > 0 } page) paged.AddRange(page);
        Assert.Equal(15, all.Count);
        Assert.Equal(all, paged);
    }

    private static double Finite(double value) => double.IsFinite(value) && value != 0 ? value : 1;

    private static float Finite(float value) => float.IsFinite(value) && value != 0 ? value : 1;

    private static string Text(CellValue value) => value.Kind switch
    {
        CellKind.Boolean => $"b:{value.Integer != 0}",
        CellKind.Integer => $"i:{value.ToDisplay()}",
        CellKind.Real => $"r:{value.ToDisplay()}",
        CellKind.Text => $"t:{value.Text}",
        CellKind.Binary => $"x:{Convert.ToHexString(value.Binary.Span)}",
        var kind => $"{kind}:{value.Text}",
    };
}
