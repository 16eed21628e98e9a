using MultiDbSync.Web.Features.Audit;

namespace MultiDbSync.Tests.Web.Audit;

public sealed class AuditChangeTests
{
    [Fact]
    public void Of_BeforeAndAfter_TellsWhatChanged_WithDottedNames()
    {
        var changes = AuditChange.Of("""{"mode":"Manual","policies":{"books":"manual","loans":"max"}}""", """{"mode":"Manual","policies":{"books":"min","loans":"max"},"tables":["a","b"]}""");
        Assert.Equal(["mode", "policies.books", "policies.loans", "tables"], changes.Select(c => c.Name));
        Assert.Equal([false, true, false, true], changes.Select(c => c.IsChanged));
        Assert.Equal(("manual", "min"), (changes[1].Before, changes[1].After));
        Assert.Equal("a, b", changes[3].After);
    }

    [Fact]
    public void Of_AfterAlone_IsNoChange() => Assert.False(Assert.Single(AuditChange.Of(null, """{"enabled":false}""")).IsChanged);

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("{}", "{}", 0)]
    [InlineData(null, "{ broken", 1)]
    public void Of_NothingOrRubbish_ShowsItAsItIs(string? before, string? after, int count) => Assert.Equal(count, AuditChange.Of(before, after).Count);
}
