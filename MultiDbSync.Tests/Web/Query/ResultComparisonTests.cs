using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Web.Features.Query;

namespace MultiDbSync.Tests.Web.Query;

public sealed class ResultComparisonTests
{
    [Fact]
    public void ByKey_OtherOrder_IsEqual()
    {
        var found = ResultComparison.Of([Rows("a", ["1", "x"], ["2", "y"]), Rows("b", ["2", "y"], ["1", "x"])], ["ID"]);
        Assert.Equal((0, "Equal: all 2 databases returned the same 2 rows."), (found.Differing, found.Sentence));
    }

    [Fact]
    public void ByKey_DifferingAndMissingRows_AreTold()
    {
        var found = ResultComparison.Of([Rows("a", ["1", "x"], ["2", "y"]), Rows("b", ["1", "X"], ["3", null]), Rows("c", ["1", "x"], ["2", "y"], ["3", null])], ["id"]);
        Assert.Equal([RowState.Differs, RowState.Missing, RowState.Missing], found.Rows.Select(r => r.State));
        Assert.Equal([1], found.Rows[0].Differing);
        Assert.Equal([true, false, true], found.Rows[1].Sides.Select(s => s is not null));
        Assert.Equal("Differs in 3 of 3 rows.", found.Sentence);
    }

    [Fact]
    public void ByPosition_ExtraRows_AreMissingElsewhere()
    {
        var found = ResultComparison.Of([Rows("a", ["1", "x"]), Rows("b", ["1", "x"], ["2", "y"])], []);
        Assert.Equal([RowState.Equal, RowState.Missing], found.Rows.Select(r => r.State));
    }

    [Fact]
    public void RepeatedKeys_FallBackToPosition_AndSaySo()
    {
        var found = ResultComparison.Of([Rows("a", ["1", "x"], ["1", "y"]), Rows("b", ["1", "x"], ["1", "y"])], ["id"]);
        Assert.Empty(found.Key);
        Assert.Contains("position", found.Note, StringComparison.Ordinal);
        Assert.Equal(0, found.Differing);
    }

    [Fact]
    public void ColumnsThatNotAllHave_AreLeftOut_AndCutResultsAreTold()
    {
        var other = new QueryResponse("b", [new("note", "TEXT"), new("v", "TEXT"), new("ID", "int")], [["n", "x", "1"]], true, 1);
        var found = ResultComparison.Of([Rows("a", ["1", "x"]), other], ["id"]);
        Assert.Equal(["id", "v"], found.Columns);
        Assert.Equal(0, found.Differing);
        Assert.Contains("left out", found.Note, StringComparison.Ordinal);
        Assert.Contains("cap", found.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void GuessKey_KeyOfANamedTable_WhenTheResultHasAllOfIt()
    {
        DatabaseTable[] tables = [Table("other", "v"), Table("books", "id"), Table("pairs", "id", "gone")];
        Assert.Equal(["id"], ResultComparison.GuessKey(Rows("a", ["1", "x"]), "SELECT * FROM books, pairs", tables));
        Assert.Empty(ResultComparison.GuessKey(Rows("a", ["1", "x"]), "SELECT * FROM pairs", tables));
        Assert.Empty(ResultComparison.GuessKey(Rows("a", ["1", "x"], ["1", "y"]), "SELECT * FROM books", tables));
    }

    [Theory]
    [InlineData("12.5", "numeric", "12.50", "DECIMAL", true)]
    [InlineData("1e2", "REAL", "100", "double", true)]
    [InlineData("12.5", "numeric", "12.51", "DECIMAL", false)]
    [InlineData("t", "boolean", "1", "BOOLEAN", true)]
    [InlineData("t", "boolean", "0", "TINYINT", false)]
    [InlineData("2026-01-02 03:04:05", "DATETIME", "2026-01-02T03:04:05.000Z", "TEXT", true)]
    [InlineData("007", "text", "7", "VARCHAR", false)]
    [InlineData("a", "text", "A", "text", false)]
    [InlineData("", "text", null, "text", false)]
    [InlineData(null, "text", null, "int", true)]
    public void Cells_AreComparedByWhatTheyMean(string? one, string oneType, string? other, string otherType, bool same) =>
        Assert.Equal(same, CellEquality.Same(one, oneType, other, otherType));

    private static QueryResponse Rows(string database, params string?[][] rows) => new(database, [new("id", "INTEGER"), new("v", "TEXT")], rows, false, 1);

    private static DatabaseTable Table(string name, params string[] key) => new(name, null, [.. key.Select(k => new DatabaseColumn(k, "INTEGER", true, false))]);
}
