using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Web.Features.Conflicts;

namespace MultiDbSync.Tests.Web.Conflicts;

public sealed class CellRulesTests
{
    [Theory]
    [InlineData("integer", "-42", true)]
    [InlineData("integer", "4.2", false)]
    [InlineData("integer", "", false)]
    [InlineData("decimal(38,2)", "1.50", true)]
    [InlineData("real", "1e300", true)]
    [InlineData("real", "1,5", false)]
    [InlineData("boolean", "true", true)]
    [InlineData("boolean", "yes", false)]
    [InlineData("binary", "00ff", true)]
    [InlineData("binary", "0f0", false)]
    [InlineData("uuid", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", true)]
    [InlineData("date", "2026-02-30", false)]
    [InlineData("text", "", true)]
    [InlineData("something new", "anything", true)]
    public void Check_ValueOfType_IsJudged(string type, string value, bool fine) =>
        Assert.Equal(fine, CellRules.Check(new ConflictCell("c", type, false, null, null, null, null, false, false), value) is null);
}
