using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Engine.Changes;

public sealed class CanonicalTextTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("0012.500", "12.5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1e3", "1000")]
    [InlineData("-1.25E-3", "-0.00125")]
    [InlineData("12345678901234567890123456789012345678", "12345678901234567890123456789012345678")]
    [InlineData("100", "100")]
    [InlineData("1,5", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData("NaN", null)]
    [InlineData("1e9999999", null)]
    public void Decimal_OneSpelling(string text, string? expected) => Assert.Equal(expected, CanonicalText.Decimal(text));

    [Theory]
    [InlineData("2026-03-29 02:30:00", "2026-03-29T02:30:00")]
    [InlineData("0001-01-01T00:00", "0001-01-01T00:00:00")]
    [InlineData("9999-12-31 23:59:59.999999000", "9999-12-31T23:59:59.999999")]
    [InlineData("2026-01-01 00:00:00.123456789", "2026-01-01T00:00:00.123456789")]
    [InlineData("2026-02-30 00:00:00", null)]
    [InlineData("0000-00-00 00:00:00", null)]
    [InlineData("2026-01-01 24:00:00", null)]
    [InlineData("2026-01-01 00:00:00+01", null)]
    public void Timestamp_OneSpelling(string text, string? expected) => Assert.Equal(expected, CanonicalText.Timestamp(text));

    [Theory]
    [InlineData("2026-03-29 02:30:00+02", "2026-03-29T00:30:00Z")]
    [InlineData("2026-03-29T02:30:00.500-05:30", "2026-03-29T08:00:00.5Z")]
    [InlineData("1890-01-01 00:00:00+00:19:32", "1889-12-31T23:40:28Z")]
    [InlineData("2026-03-29T02:30:00Z", "2026-03-29T02:30:00Z")]
    [InlineData("2026-03-29T02:30:00", null)]
    [InlineData("0001-01-01 00:00:00+02", null)]
    public void TimestampOffset_InUtc(string text, string? expected) => Assert.Equal(expected, CanonicalText.TimestampOffset(text));

    [Theory]
    [InlineData("23:59:59.120", "23:59:59.12")]
    [InlineData("07:05", "07:05:00")]
    [InlineData("24:00:00", null)]
    [InlineData("-01:00:00", null)]
    public void Time_OneSpelling(string text, string? expected) => Assert.Equal(expected, CanonicalText.Time(text));

    [Theory]
    [InlineData("""{ "b" : 1.50, "a": [1e2, null, "\u00e9/"], "b": 2 }""", """{"a":[100,null,"é/"],"b":2}""")]
    [InlineData("7", "7")]
    [InlineData("{", null)]
    [InlineData("""["\ud800"]""", null)]
    public void Json_OneSpelling(string text, string? expected) => Assert.Equal(expected, CanonicalJson.Of(text));

    [Theory]
    [InlineData("6F9619FF-8B86-D011-B42D-00C04FC964FF", "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("{6f9619ff-8b86-d011-b42d-00c04fc964ff}", "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("6f9619ff", null)]
    public void Uuid_OneSpelling(string text, string? expected) => Assert.Equal(expected, CanonicalText.Uuid(text));
}
