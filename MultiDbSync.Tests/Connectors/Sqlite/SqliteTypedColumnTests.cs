using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Connectors.Sqlite;

/// <summary>Declared types tell what values mean; what is no such value stays what it is.</summary>
public sealed class SqliteTypedColumnTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", CanonicalType.Any)]
    [InlineData("INTEGER", CanonicalType.Int64)]
    [InlineData("BIGINT UNSIGNED", CanonicalType.Int64)]
    [InlineData("int", CanonicalType.Int32)]
    [InlineData("SMALLINT", CanonicalType.Int16)]
    [InlineData("tinyint(1)", CanonicalType.Boolean)]
    [InlineData("BOOLEAN", CanonicalType.Boolean)]
    [InlineData("DECIMAL(10, 2)", CanonicalType.Decimal)]
    [InlineData("numeric", CanonicalType.Decimal)]
    [InlineData("DECIMAL_TEXT(38,10)", CanonicalType.Decimal)]
    [InlineData("FLOAT4", CanonicalType.Float32)]
    [InlineData("DOUBLE PRECISION", CanonicalType.Float64)]
    [InlineData("REAL", CanonicalType.Float64)]
    [InlineData("TEXT", CanonicalType.Text)]
    [InlineData("LONG_TEXT", CanonicalType.Text)]
    [InlineData("NVARCHAR(40)", CanonicalType.Text)]
    [InlineData("BLOB", CanonicalType.Binary)]
    [InlineData("VARBINARY(16)", CanonicalType.Binary)]
    [InlineData("date", CanonicalType.Date)]
    [InlineData("TIME_TEXT(6)", CanonicalType.Time)]
    [InlineData("DATETIME", CanonicalType.Timestamp)]
    [InlineData("TIMESTAMP  WITH  TIME ZONE (3)", CanonicalType.TimestampOffset)]
    [InlineData("TIMESTAMPTZ_TEXT", CanonicalType.TimestampOffset)]
    [InlineData("UNIQUEIDENTIFIER", CanonicalType.Uuid)]
    [InlineData("JSON", CanonicalType.Json)]
    [InlineData("STRING", CanonicalType.Any)]
    public async Task DeclaredType_TellsTheCanonicalOne(string declared, CanonicalType type)
    {
        await using var bench = await SqliteBench.CreateAsync($"CREATE TABLE t(id INTEGER PRIMARY KEY, v {declared})", install: false);
        Assert.Equal(type, bench.Table("t").Column("v")!.Type);
    }

    [Fact]
    public async Task DeclaredType_LengthsAndDigits_AsWritten()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(a DECIMAL(10,2), b VARCHAR(40), c TIMESTAMP_TEXT(3), d INTEGER PRIMARY KEY, e NUMERIC(5,-2), f BLOB(16))", install: false);
        var table = bench.Table("t");
        Assert.Equal((10, 2), (table.Column("a")!.Precision, table.Column("a")!.Scale));
        Assert.Equal(40, table.Column("b")!.Length);
        Assert.Equal(3, table.Column("c")!.Precision);
        Assert.True(table.Column("d")!.IsIdentity);
        Assert.Equal((5, -2), (table.Column("e")!.Precision, table.Column("e")!.Scale));
        Assert.Equal(16, table.Column("f")!.Length);
    }

    [Theory]
    [InlineData("BOOLEAN", "1", CellKind.Boolean, "true")]
    [InlineData("BOOLEAN", "2", CellKind.Integer, "2")]
    [InlineData("BOOLEAN", "'yes'", CellKind.Text, "yes")]
    [InlineData("DECIMAL(10,2)", "'12.50'", CellKind.Decimal, "12.5")]
    [InlineData("DECIMAL(10,2)", "12", CellKind.Decimal, "12")]
    [InlineData("DECIMAL(10,2)", "0.1 + 0.2", CellKind.Real, "0.30000000000000004")]
    [InlineData("DECIMAL(10,2)", "1e15", CellKind.Decimal, "1000000000000000")]
    [InlineData("DECIMAL(10,2)", "9e999", CellKind.Real, "Infinity")]
    [InlineData("DECIMAL_TEXT(38,10)", "'1234567890123456789012345678.0123456789'", CellKind.Decimal, "1234567890123456789012345678.0123456789")]
    [InlineData("DECIMAL", "'much'", CellKind.Text, "much")]
    [InlineData("DATE", "'2024-02-29'", CellKind.Date, "2024-02-29")]
    [InlineData("DATE", "'2023-02-29'", CellKind.Text, "2023-02-29")]
    [InlineData("DATE", "20240229", CellKind.Integer, "20240229")]
    [InlineData("TIME", "'23:59:59.500'", CellKind.Time, "23:59:59.5")]
    [InlineData("DATETIME", "'2024-02-29 10:00:00'", CellKind.Timestamp, "2024-02-29T10:00:00")]
    [InlineData("DATETIME", "'2024-02-29T10:00:00Z'", CellKind.Text, "2024-02-29T10:00:00Z")]
    [InlineData("TIMESTAMPTZ", "'2024-02-29 10:00:00+02:00'", CellKind.TimestampOffset, "2024-02-29T08:00:00Z")]
    [InlineData("UUID", "'{6F9619FF-8B86-D011-B42D-00C04FC964FF}'", CellKind.Uuid, "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("UUID", "x'6f96'", CellKind.Binary, "0x6F96")]
    [InlineData("JSON", "'{\"b\": 1.0, \"a\": null}'", CellKind.Json, "{\"a\":null,\"b\":1}")]
    [InlineData("JSON", "'{'", CellKind.Text, "{")]
    [InlineData("INT", "'x'", CellKind.Text, "x")]
    [InlineData("TEXT", "'2024-02-29'", CellKind.Text, "2024-02-29")]
    public async Task Value_CapturedAndRead_AsItsColumnMeansIt(string declared, string value, CellKind kind, string text)
    {
        await using var bench = await SqliteBench.CreateAsync($"CREATE TABLE t(id INTEGER PRIMARY KEY, v {declared})");
        bench.Run($"INSERT INTO t VALUES (1, {value})");
        var captured = Assert.Single(await bench.EntriesAsync()).After!;
        Assert.Equal((kind, text), (captured["v"].Kind, captured["v"].ToDisplay()));
        Assert.Equal(captured, await bench.Node.Rows.FindAsync(bench.Table("t"), RowKey.Of(CellValue.FromInteger(1)), Cancel));
        Assert.Equal(captured, Assert.Single(await bench.Node.Rows.ReadPageAsync(bench.Table("t"), null, 10, Cancel)));

        // Written elsewhere on the same make it is the same again.
        await using var other = await SqliteBench.CreateAsync($"CREATE TABLE t(id INTEGER PRIMARY KEY, v {declared})");
        Assert.True(Assert.Single((await other.ApplyAsync(false, other.Put("t", ("id", CellValue.FromInteger(1)), ("v", captured["v"])))).Rows).Written);
        Assert.Equal(captured, await other.Node.Rows.FindAsync(other.Table("t"), RowKey.Of(CellValue.FromInteger(1)), Cancel));
    }

    [Theory]
    [InlineData("UUID", "6F9619FF-8B86-D011-B42D-00C04FC964FF")]
    [InlineData("DATETIME", "2024-02-29T10:00:00")]
    [InlineData("DECIMAL_TEXT", "12.50")]
    public async Task Key_SpeltInItsOwnWay_StaysAsItIsAndIsFound(string declared, string spelt)
    {
        await using var bench = await SqliteBench.CreateAsync($"CREATE TABLE t(k {declared} NOT NULL PRIMARY KEY, v)");
        bench.Run($"INSERT INTO t VALUES ('{spelt}', 1)");
        var entry = Assert.Single(await bench.EntriesAsync());
        Assert.Equal(CellValue.FromText(spelt), Assert.Single(entry.Key!.Values));
        Assert.Equal(entry.After, await bench.Node.Rows.FindAsync(bench.Table("t"), entry.Key, Cancel));
    }

    [Theory]
    [InlineData("UUID", "6f9619ff-8b86-d011-b42d-00c04fc964ff", CellKind.Uuid)]
    [InlineData("DATETIME", "2024-02-29 10:00:00.5", CellKind.Timestamp)]
    [InlineData("DECIMAL(10,2)", "12.50", CellKind.Decimal)]
    [InlineData("DECIMAL_TEXT(10,2)", "12.5", CellKind.Decimal)]
    public async Task Key_OfATypedColumn_TypedEverywhere(string declared, string spelt, CellKind kind)
    {
        await using var bench = await SqliteBench.CreateAsync($"CREATE TABLE t(k {declared} NOT NULL PRIMARY KEY, v)");
        bench.Run($"INSERT INTO t VALUES ('{spelt}', 1)");
        var read = await bench.Node.Changes.ReadAsync(1000, Cancel);
        var entry = Assert.Single(read.Entries);
        Assert.Equal(kind, Assert.Single(entry.Key!.Values).Kind);
        var change = new[] { ("k", entry.Key.Values[0]), ("v", CellValue.FromInteger(2)) };

        // The guard knows the row by the same key.
        Assert.Equal(DeferReason.LocalChange, Assert.Single((await bench.ApplyAsync(false, bench.Put("t", change))).Rows).Deferred);
        await bench.Node.Changes.DeleteAsync(read, Cancel);
        Assert.True(Assert.Single((await bench.ApplyAsync(false, bench.Put("t", change))).Rows).Written);
        Assert.Equal("1|2", bench.Ask("SELECT count(*) || '|' || max(v) FROM t"));
    }

    [Theory]
    [InlineData("DECIMAL(38,10)", CellKind.Decimal, "1234567890123456789012345678.0123456789")]
    [InlineData("REAL", CellKind.Real, "-0")]
    [InlineData("REAL", CellKind.Real, "NaN")]
    [InlineData("", CellKind.Real, "-0")]
    public async Task Value_ThatTheColumnCannotHold_RefusedByName(string declared, CellKind kind, string text)
    {
        await using var bench = await SqliteBench.CreateAsync($"CREATE TABLE t(id INTEGER PRIMARY KEY, v {declared})");
        var value = kind == CellKind.Real ? CellValue.FromReal(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)) : CellValue.FromText(kind, text);
        var outcome = Assert.Single((await bench.ApplyAsync(false, bench.Put("t", ("id", CellValue.FromInteger(1)), ("v", value)))).Rows);
        Assert.Equal(DeferReason.Rejected, outcome.Deferred);
        Assert.Contains("'v'", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("0", bench.Ask("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Update_OfASpellingAlone_IsNoChangeOfValue()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v DATETIME); INSERT INTO t VALUES (1, '2024-02-29 10:00:00')");
        bench.Run("UPDATE t SET v = '2024-02-29T10:00:00.000'");
        var entry = Assert.Single(await bench.EntriesAsync());
        Assert.Equal(entry.Before, entry.After);
    }
}
