using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Web.Features.Query;

namespace MultiDbSync.Tests.Web.Query;

public sealed class SqlCompletionTests
{
    private static readonly DatabaseTable[] Tables =
    [
        new("books", "library", [new("id", "INTEGER", true, false), new("title", "TEXT", false, false), new("Order", "TEXT", false, true)]),
        new("authors", null, [new("author_id", "INTEGER", true, false), new("name", "TEXT", false, false)]),
    ];

    private readonly SqlCompletion _completion = new(
        new Dictionary<string, IReadOnlyList<DatabaseTable>> { ["a"] = Tables, ["b"] = [Tables[0]] },
        [new QueryLanguage("a", ["SELECT", "FROM", "ORDER BY", "WHERE"], ["count"], '"', FoldsToLower: true)]);

    [Theory]
    [InlineData("SELECT b.| FROM books b", "id,title,Order")]
    [InlineData("SELECT x, b.ti| FROM authors a, books AS b", "id,title,Order")]
    [InlineData("SELECT * FROM |", "books,authors")]
    [InlineData("SELECT * FROM books b JOIN au|", "books,authors")]
    [InlineData("SELECT nosuch.| FROM books b", "")]
    [InlineData("SELECT 'b.|", "")]
    [InlineData("SELECT 1 -- b.|", "")]
    public void At_Place_OffersWhatMayStandThere(string text, string expected) =>
        Assert.Equal(expected, string.Join(',', At(text).Select(s => s.Label)));

    [Fact]
    public void At_AnywhereElse_OffersColumnsOfTheStatementFirst_ThenWords()
    {
        var found = At("SELECT id, title FROM books WHERE |");
        Assert.Equal(["id", "title", "Order", "books", "authors", "count", "SELECT"], found.Take(7).Select(s => s.Label));
        Assert.Equal("b.id", At("SELECT | FROM books b JOIN authors a ON a.author_id = b.id")[0].Insert);
    }

    [Fact]
    public void Insert_NameThatIsNoPlainWord_IsQuoted()
    {
        Assert.Equal("\"Order\"", At("SELECT b.| FROM books b").Single(s => s.Label == "Order").Insert);
        Assert.Equal("table, only in a", At("SELECT * FROM |").Single(s => s.Label == "authors").Detail);
    }

    private IReadOnlyList<SqlSuggestion> At(string text) =>
        _completion.At(text.Replace("|", "", StringComparison.Ordinal), text.IndexOf('|', StringComparison.Ordinal));
}
