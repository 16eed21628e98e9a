using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Routing.Filters;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Engine.Routing.Filters;

public sealed class RowFilterTests
{
    private static readonly TableSchema Table = new(
        "t",
        [
            Column("n", CanonicalType.Int32), Column("d", CanonicalType.Decimal), Column("r", CanonicalType.Float64), Column("name", CanonicalType.Text), Column("Odd \"Name", CanonicalType.Text),
            Column("day", CanonicalType.Date), Column("at", CanonicalType.TimestampOffset), Column("ok", CanonicalType.Boolean), Column("id", CanonicalType.Uuid), Column("raw", CanonicalType.Binary),
            Column("doc", CanonicalType.Json), Column("nil", CanonicalType.Int32), Column("other", CanonicalType.Int64),
        ],
        ["n"], [], []);

    private static readonly RowImage Row = RowImage.Of(
        ("n", Cells.Of("i:5")), ("d", Cells.Of("d:9.5")), ("r", Cells.Of("r:0.1")), ("name", Cells.Of("t:it's")), ("Odd \"Name", Cells.Of("t:x")), ("day", Cells.Of("date:2026-03-29")),
        ("at", Cells.Of("tz:2026-03-29T10:00:00Z")), ("ok", Cells.Of("b:1")), ("id", Cells.Of("uuid:00112233-4455-6677-8899-aabbccddeeff")), ("raw", Cells.Of("x:00FF")), ("doc", Cells.Of("json:{\"a\":1}")),
        ("nil", CellValue.Null), ("other", Cells.Of("i:7")));

    [Theory]
    [InlineData("n = 5", true)]
    [InlineData("N = 5.0", true)]
    [InlineData("n <> 5", false)]
    [InlineData("5 < n", false)]
    [InlineData("n >= 4.99 AND n <= 5e0", true)]
    [InlineData("n < other", true)]
    [InlineData("d > 10", false)]
    [InlineData("d < 10", true)]
    [InlineData("d > -10.5", true)]
    [InlineData("r = 0.1", true)]
    [InlineData("r < 1", true)]
    [InlineData("name = 'it''s'", true)]
    [InlineData("name = 'IT''S'", false)]
    [InlineData("\"Odd \"\"Name\" = 'x'", true)]
    [InlineData("name LIKE 'i%s'", true)]
    [InlineData("name LIKE '_t%'", true)]
    [InlineData("name LIKE '%t'", false)]
    [InlineData("name LIKE '%'", true)]
    [InlineData("name NOT LIKE 'x%'", true)]
    [InlineData("day >= '2026-01-01'", true)]
    [InlineData("at < '2026-03-29 10:00:00.5Z'", true)]
    [InlineData("at = '2026-03-29T12:00:00+02:00'", true)]
    [InlineData("ok = TRUE", true)]
    [InlineData("ok <> false", true)]
    [InlineData("id = '00112233-4455-6677-8899-AABBCCDDEEFF'", true)]
    [InlineData("raw = x'00ff'", true)]
    [InlineData("doc = '{ \"a\": 1.0 }'", true)]
    [InlineData("nil IS NULL", true)]
    [InlineData("nil IS NOT NULL", false)]
    [InlineData("nil = 1", false)]
    [InlineData("NOT nil = 1", false)]
    [InlineData("nil = 1 OR n = 5", true)]
    [InlineData("nil = 1 AND n = 5", false)]
    [InlineData("NOT (nil = 1 AND n = 6)", true)]
    [InlineData("n IN (1, 5)", true)]
    [InlineData("n NOT IN (1, 2)", true)]
    [InlineData("nil IN (1)", false)]
    [InlineData("nil NOT IN (1)", false)]
    [InlineData("n = 1 OR n = 5 AND name = 'no'", false)]
    [InlineData("(n = 1 OR n = 5) AND NOT NOT ok = TRUE", true)]
    public void Admits_FollowsThreeValuedLogicAndTheColumnsType(string text, bool expected) => Assert.Equal(expected, RowFilter.Parse(text, Table).Admits(Row));

    [Theory]
    [InlineData("", 0, "ends where a column or a value is expected")]
    [InlineData("n = ", 4, "ends where")]
    [InlineData("n 5", 2, "'5' stands where a comparison")]
    [InlineData("n = 5 n", 6, "AND, OR or the end")]
    [InlineData("(n = 5", 6, "')' is expected")]
    [InlineData("x = 5", 0, "t has no column 'x'")]
    [InlineData("n = 'a'", 4, "Column n is a number")]
    [InlineData("day = 5", 6, "a date ('2026-03-29')")]
    [InlineData("day = '2026-02-30'", 6, "a date")]
    [InlineData("ok = 1", 5, "TRUE or FALSE")]
    [InlineData("name = 5", 7, "text (in single quotes)")]
    [InlineData("name = 'x", 7, "closing quote")]
    [InlineData("n = NULL", 4, "IS NULL")]
    [InlineData("n LIKE 'x'", 0, "LIKE needs a column of text")]
    [InlineData("doc < '{}'", 4, "= and <> only")]
    [InlineData("n = name", 2, "can't be compared")]
    [InlineData("1 = 1", 2, "must be a column")]
    [InlineData("n = 5; DROP TABLE t", 5, "';' is not understood")]
    [InlineData("n IN ()", 6, "a column or a value")]
    public void Parse_Mistake_SaysWhatAndWhere(string text, int position, string message)
    {
        var error = Assert.Throws<FilterSyntaxException>(() => RowFilter.Parse(text, Table));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void Parse_NestedTooDeeply_IsRefused() =>
        Assert.Throws<FilterSyntaxException>(() => RowFilter.Parse(new string('(', 5000) + "n = 1" + new string(')', 5000), Table));

    [Fact]
    public void Admits_ImageWithoutADecidingColumn_IsUnknown() => Assert.Null(RowFilter.Parse("n = 5 OR d = 1", Table).Admits(RowImage.Of(("n", Cells.Of("i:5")))));

    [Fact]
    public void Admits_ValueOfAnotherKind_IsLeftOut() => Assert.False(RowFilter.Parse("day > '2026-01-01'", Table).Admits(Row.With(["day"], RowImage.Of(("day", Cells.Of("t:infinity"))))));

    private static ColumnSchema Column(string name, CanonicalType type) => new(name, type.ToString(), type, IsNullable: true, IsGenerated: false, KeyEquality.Binary);
}
