using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Tests.Web.Shared;

public sealed class CsvTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-5", "'-5")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a=b", "a=b")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Cell_AnyValue_IsQuotedAndHarmless(string? value, string expected) => Assert.Equal(expected, Csv.Cell(value));

    [Fact]
    public void Write_HeaderAndRows_OneLineEach() =>
        Assert.Equal("id,note\r\n1,\r\n2,x\r\n", Csv.Write(["id", "note"], [["1", null], ["2", "x"]]));
}
