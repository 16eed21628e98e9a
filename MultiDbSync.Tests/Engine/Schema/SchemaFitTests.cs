using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Engine.Schema;

public sealed class SchemaFitTests
{
    private static readonly TableSchema Agreed = new("t", [Column("id", CanonicalType.Int64, false), Column("v", CanonicalType.Text)], ["id"], [], []);

    [Fact]
    public void SameTable_Fits() => Assert.Equal((true, 0), (Of(Agreed).Fits, Of(Agreed).Warnings.Count));

    [Fact]
    public void TableWithoutKey_RefusedOnEitherSide()
    {
        Assert.Contains("can't be told apart", Assert.Single(Of(Agreed with { Key = [] }).Refusals), StringComparison.Ordinal);
        Assert.Contains("can't be told apart", Assert.Single(SchemaFit.Of(Agreed with { Key = [] }, Agreed).Refusals), StringComparison.Ordinal);
        Assert.Contains("missing", Assert.Single(SchemaFit.Of(Agreed, null).Refusals), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CanonicalType.Int64, CanonicalType.Decimal, true)]
    [InlineData(CanonicalType.Int64, CanonicalType.Boolean, true)]
    [InlineData(CanonicalType.Int64, CanonicalType.Date, false)]
    [InlineData(CanonicalType.Timestamp, CanonicalType.TimestampOffset, true)]
    [InlineData(CanonicalType.Uuid, CanonicalType.Binary, true)]
    [InlineData(CanonicalType.Uuid, CanonicalType.Text, true)]
    [InlineData(CanonicalType.Text, CanonicalType.Binary, false)]
    [InlineData(CanonicalType.Any, CanonicalType.Binary, true)]
    public void OtherType_FitsWhereValuesConvert(CanonicalType agreed, CanonicalType found, bool fits) =>
        Assert.Equal(fits, SchemaFit.Of(With(Column("v", agreed)), With(Column("v", found))).Fits);

    public static TheoryData<ColumnSchema, ColumnSchema> Narrower => new()
    {
        { Column("v", CanonicalType.Int64), Column("v", CanonicalType.Int32) },
        { Column("v", CanonicalType.Text), Column("v", CanonicalType.Text) with { Length = 20 } },
        { Column("v", CanonicalType.Text) with { Length = 40 }, Column("v", CanonicalType.Text) with { Length = 20 } },
        { Column("v", CanonicalType.Decimal), Column("v", CanonicalType.Decimal) with { Precision = 10, Scale = 2 } },
        { Column("v", CanonicalType.Decimal) with { Precision = 12, Scale = 2 }, Column("v", CanonicalType.Decimal) with { Precision = 13, Scale = 4 } },
        { Column("v", CanonicalType.Timestamp) with { Precision = 6 }, Column("v", CanonicalType.Timestamp) with { Precision = 0 } },
        { Column("v", CanonicalType.Text), Column("v", CanonicalType.Text) with { Labels = ["a"] } },
        { Column("v", CanonicalType.Text), Column("v", CanonicalType.Text, false) },
        { Column("v", CanonicalType.Float64), Column("v", CanonicalType.Float32) },
    };

    [Theory]
    [MemberData(nameof(Narrower), DisableDiscoveryEnumeration = true)]
    public void NarrowerColumn_FitsWithAWarningThatNamesIt(ColumnSchema agreed, ColumnSchema found)
    {
        var fit = SchemaFit.Of(With(agreed), With(found));
        Assert.True(fit.Fits);
        Assert.Contains("Column v", Assert.Single(fit.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void RenamedAndLeftOutColumns_FitWhenToldSo()
    {
        var found = new TableSchema("other", [Column("number", CanonicalType.Int64, false), Column("own", CanonicalType.Text)], ["number"], [], []);
        Assert.False(Of(found).Fits);
        Assert.True(SchemaFit.Of(Agreed, found, new Dictionary<string, string> { ["number"] = "id" }, allColumns: false).Fits);
    }

    private static SchemaFit Of(TableSchema found) => SchemaFit.Of(Agreed, found);

    private static TableSchema With(ColumnSchema column) => Agreed with { Columns = [Agreed.Columns[0], column] };

    private static ColumnSchema Column(string name, CanonicalType type, bool nullable = true) => new(name, type.ToString(), type, nullable, false, KeyEquality.Binary);
}
