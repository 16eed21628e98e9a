using MultiDbSync.Api.Features.Conflicts;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Api;

public sealed class CellTextTests
{
    [Theory]
    [InlineData(CellKind.Integer, "9223372036854775807", true)]
    [InlineData(CellKind.Integer, "9223372036854775808", false)]
    [InlineData(CellKind.Integer, "1.5", false)]
    [InlineData(CellKind.Real, "-0", true)]
    [InlineData(CellKind.Real, "1e-320", true)]
    [InlineData(CellKind.Real, "1,5", false)]
    [InlineData(CellKind.Decimal, "12345678901234567890123456789012345678.90", true)]
    [InlineData(CellKind.Decimal, "1e5", false)]
    [InlineData(CellKind.Boolean, "TRUE", true)]
    [InlineData(CellKind.Boolean, "yes", false)]
    [InlineData(CellKind.Binary, "0x", true)]
    [InlineData(CellKind.Binary, "0x0", false)]
    [InlineData(CellKind.Date, "2024-02-29", true)]
    [InlineData(CellKind.Date, "2023-02-29", false)]
    [InlineData(CellKind.Time, "23:59:59.999999", true)]
    [InlineData(CellKind.Time, "24:00", false)]
    [InlineData(CellKind.Timestamp, "2026-01-31 17:45:00", true)]
    [InlineData(CellKind.Timestamp, "2026-01-31T17:45:00Z", false)]
    [InlineData(CellKind.TimestampOffset, "2026-01-31T17:45:00+01:00", true)]
    [InlineData(CellKind.TimestampOffset, "2026-01-31T17:45:00", false)]
    [InlineData(CellKind.Uuid, "123E4567-E89B-12D3-A456-426614174000", true)]
    [InlineData(CellKind.Json, "{\"a\":[1,2]}", true)]
    [InlineData(CellKind.Json, "{a}", false)]
    [InlineData(CellKind.Text, " anything \n at all ", true)]
    public void Text_IsReadAsItsKind_OrRefused(CellKind kind, string text, bool accepted)
    {
        var value = CellText.Parse(kind, text);
        Assert.Equal(accepted, value is not null);
        if (value is { } read) Assert.Equal(kind, read.Kind);
    }

    [Theory]
    [InlineData("12", CellKind.Integer, "12")]
    [InlineData("12.50", CellKind.Real, "12.5")]
    [InlineData("12.0", CellKind.Integer, "12")]
    [InlineData("1e300", CellKind.Real, "1E+300")]
    [InlineData("2026-01-31", CellKind.Text, "2026-01-31")]
    [InlineData("NaN", CellKind.Text, "NaN")]
    public void Any_TakesNumbersAsNumbers(string text, CellKind kind, string display)
    {
        var value = CellText.ParseAny(text);
        Assert.Equal((kind, display), (value.Kind, value.ToDisplay()));
    }
}
