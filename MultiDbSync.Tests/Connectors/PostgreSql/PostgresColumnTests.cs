using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>Types that the server spells or rounds in a way of its own.</summary>
public sealed class PostgresColumnTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("192.168.0.1")]
    [InlineData("192.168.0.1/24")]
    [InlineData("2001:db8::1")]
    [InlineData(null)]
    public async Task Inet_CapturedReadAndWritten_InOneSpelling(string? address)
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t (id int PRIMARY KEY, a inet)");
        await bench.RunAsync($"INSERT INTO t VALUES (1, {(address is null ? "NULL" : $"'{address}'")})");
        var value = address is null ? CellValue.Null : CellValue.FromText(address);
        Assert.Equal(value, (await bench.EntriesAsync()).Single().After!["a"]);
        Assert.Equal(value, (await bench.Node.Rows.FindAsync(bench.Table("t"), RowKey.Of(CellValue.FromInteger(1)), Cancel))!["a"]);
        Assert.Null((await bench.ApplyAsync(true, bench.Put("t", ("id", CellValue.FromInteger(2)), ("a", value)))).Rows.Single().Error);
        Assert.Equal("2", await bench.AskAsync("SELECT count(*) FROM t WHERE a IS NOT DISTINCT FROM (SELECT a FROM t WHERE id = 1)"));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("1234500", true)]
    [InlineData("-100", true)]
    [InlineData("9999900", true)]
    [InlineData("12345", false)]
    [InlineData("10000000", false)]
    [InlineData("100.5", false)]
    public async Task NegativeScale_TakesWholeHundreds_AndRoundsNothing(string number, bool fits)
    {
        await using var bench = await PostgresBench.CreateAsync("CREATE TABLE t (id int PRIMARY KEY, n numeric(5,-2))");
        Assert.Equal((5, -2), (bench.Table("t").Column("n")!.Precision, bench.Table("t").Column("n")!.Scale));
        var row = (await bench.ApplyAsync(true, bench.Put("t", ("id", CellValue.FromInteger(1)), ("n", CellValue.FromText(CellKind.Decimal, number))))).Rows.Single();
        if (fits) Assert.Equal(number, await bench.AskAsync("SELECT n FROM t"));
        else Assert.Contains("'n' takes whole numbers of 7 digits that end with 2 zeros", row.Error, StringComparison.Ordinal);
    }
}
