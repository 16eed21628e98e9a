using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Engine.Schema;

public sealed class TableNameTests
{
    [Theory]
    [InlineData(null, "books", "books")]
    [InlineData("sales", "orders", "sales.orders")]
    [InlineData(null, "my.table", "\"my.table\"")]
    [InlineData("a.b", "c\"d", "\"a.b\".\"c\"\"d\"")]
    [InlineData(null, "with space", "with space")]
    public void Text_ReadsBack(string? space, string name, string text)
    {
        Assert.Equal(text, new TableName(space, name).ToString());
        Assert.Equal(new TableName(space, name), TableName.Parse(text));
    }

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("\"a")]
    [InlineData("\"a\"b")]
    public void Text_NoTableName_Refused(string text) => Assert.Throws<FormatException>(() => TableName.Parse(text));
}
