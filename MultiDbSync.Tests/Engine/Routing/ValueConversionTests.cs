using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Engine.Routing;

public sealed class ValueConversionTests
{
    [Theory]
    [InlineData("t:1.50", CanonicalType.Text, CanonicalType.Decimal, "d:1.5")]
    [InlineData("t:007", CanonicalType.Text, CanonicalType.Decimal, null)]
    [InlineData("t: 7", CanonicalType.Text, CanonicalType.Int64, null)]
    [InlineData("t:0", CanonicalType.Text, CanonicalType.Int64, "i:0")]
    [InlineData("t:9223372036854775808", CanonicalType.Text, CanonicalType.Int64, null)]
    [InlineData("d:12", CanonicalType.Decimal, CanonicalType.Int64, "i:12")]
    [InlineData("d:12.5", CanonicalType.Decimal, CanonicalType.Int64, null)]
    [InlineData("i:12", CanonicalType.Int64, CanonicalType.Decimal, "d:12")]
    [InlineData("r:0.1", CanonicalType.Float64, CanonicalType.Decimal, "d:0.1")]
    [InlineData("d:0.1", CanonicalType.Decimal, CanonicalType.Float64, "r:0.1")]
    [InlineData("d:0.12345678901234567890", CanonicalType.Decimal, CanonicalType.Float64, null)]
    [InlineData("r:0.10000000149011612", CanonicalType.Float32, CanonicalType.Decimal, "d:0.1")]
    [InlineData("d:0.1", CanonicalType.Decimal, CanonicalType.Float32, "r:0.10000000149011612")]
    [InlineData("r:NaN", CanonicalType.Float64, CanonicalType.Decimal, null)]
    [InlineData("i:9007199254740993", CanonicalType.Int64, CanonicalType.Float64, null)]
    [InlineData("r:3", CanonicalType.Float64, CanonicalType.Int32, "i:3")]
    [InlineData("i:1", CanonicalType.Int16, CanonicalType.Boolean, "b:1")]
    [InlineData("i:2", CanonicalType.Int16, CanonicalType.Boolean, null)]
    [InlineData("b:1", CanonicalType.Boolean, CanonicalType.Int16, "i:1")]
    [InlineData("t:true", CanonicalType.Text, CanonicalType.Boolean, "b:1")]
    [InlineData("b:0", CanonicalType.Boolean, CanonicalType.Text, "t:false")]
    [InlineData("t:2026-02-30", CanonicalType.Text, CanonicalType.Date, null)]
    [InlineData("t:2026-02-28", CanonicalType.Text, CanonicalType.Date, "date:2026-02-28")]
    [InlineData("t:2026-02-28 10:00:00.500", CanonicalType.Text, CanonicalType.Timestamp, "ts:2026-02-28T10:00:00.5")]
    [InlineData("ts:2026-02-28T00:00:00", CanonicalType.Timestamp, CanonicalType.Date, "date:2026-02-28")]
    [InlineData("ts:2026-02-28T00:00:01", CanonicalType.Timestamp, CanonicalType.Date, null)]
    [InlineData("date:2026-02-28", CanonicalType.Date, CanonicalType.Timestamp, "ts:2026-02-28T00:00:00")]
    [InlineData("tz:2026-02-28T10:00:00Z", CanonicalType.TimestampOffset, CanonicalType.Timestamp, "ts:2026-02-28T10:00:00")]
    [InlineData("ts:2026-02-28T10:00:00", CanonicalType.Timestamp, CanonicalType.TimestampOffset, "tz:2026-02-28T10:00:00Z")]
    [InlineData("t:00112233-4455-6677-8899-AABBCCDDEEFF", CanonicalType.Text, CanonicalType.Uuid, "uuid:00112233-4455-6677-8899-aabbccddeeff")]
    [InlineData("x:00112233445566778899AABBCCDDEEFF", CanonicalType.Binary, CanonicalType.Uuid, "uuid:00112233-4455-6677-8899-aabbccddeeff")]
    [InlineData("uuid:00112233-4455-6677-8899-aabbccddeeff", CanonicalType.Uuid, CanonicalType.Binary, "x:00112233445566778899AABBCCDDEEFF")]
    [InlineData("x:0011", CanonicalType.Binary, CanonicalType.Uuid, null)]
    [InlineData("t:{\"b\": 1, \"a\": 2.0}", CanonicalType.Text, CanonicalType.Json, "json:{\"a\":2,\"b\":1}")]
    [InlineData("t:{", CanonicalType.Text, CanonicalType.Json, null)]
    [InlineData("x:00", CanonicalType.Binary, CanonicalType.Text, null)]
    [InlineData("d:1.5", CanonicalType.Decimal, CanonicalType.Any, "t:1.5")]
    [InlineData("b:1", CanonicalType.Boolean, CanonicalType.Any, "i:1")]
    public void To_OtherType_IsExactOrNothing(string value, CanonicalType from, CanonicalType to, string? expected)
    {
        var converted = ValueConversion.To(Cells.Of(value), from, to);
        Assert.Equal(expected is null ? null : Cells.Of(expected), converted);
    }

    [Theory]
    [InlineData(CanonicalType.Text, CanonicalType.Json, true)]
    [InlineData(CanonicalType.Text, CanonicalType.Binary, false)]
    [InlineData(CanonicalType.Uuid, CanonicalType.Binary, true)]
    [InlineData(CanonicalType.Any, CanonicalType.Binary, true)]
    [InlineData(CanonicalType.Date, CanonicalType.Int64, false)]
    [InlineData(CanonicalType.Time, CanonicalType.Timestamp, false)]
    [InlineData(CanonicalType.Boolean, CanonicalType.Float64, true)]
    public void Exists_TellsWhichTypesGoTogether(CanonicalType from, CanonicalType to, bool expected)
    {
        Assert.Equal(expected, ValueConversion.Exists(from, to));
        Assert.Equal(expected, ValueConversion.Exists(to, from));
    }

    [Fact]
    public void Column_ValueWithoutCounterpart_GoesOutAsItIsAndIsRefusedOnTheWayIn()
    {
        var column = Map(CanonicalType.Date, CanonicalType.Text);
        Assert.Equal(Cells.Of("t:soon"), column.ToAgreed(Cells.Of("t:soon")));
        Assert.Equal(Cells.Of("t:soon"), column.ToNative(Cells.Of("t:soon")));
        Assert.Null(Map(CanonicalType.Text, CanonicalType.Date).ToNative(Cells.Of("t:soon")));

        // As a date it would come back without its blank.
        Assert.Null(Map(CanonicalType.Text, CanonicalType.Decimal).ToNative(Cells.Of("t:1.50")));
    }

    [Fact]
    public void Column_OfAKey_KeepsItsSpelling()
    {
        var upper = Cells.Of("t:00112233-4455-6677-8899-AABBCCDDEEFF");
        Assert.Equal(upper, Map(CanonicalType.Uuid, CanonicalType.Text, isKey: true).ToAgreed(upper));
        Assert.Equal(CellKind.Uuid, Map(CanonicalType.Uuid, CanonicalType.Text).ToAgreed(upper).Kind);
    }

    private static ColumnMap Map(CanonicalType agreed, CanonicalType native, bool isKey = false) => new(Column(agreed), Column(native), isKey);

    private static ColumnSchema Column(CanonicalType type) => new("c", type.ToString(), type, IsNullable: true, IsGenerated: false, KeyEquality.Binary);
}
