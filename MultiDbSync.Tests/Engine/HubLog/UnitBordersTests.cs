using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Tests.Engine.HubLog;

public sealed class UnitBordersTests
{
    [Theory]
    [InlineData("aabb", "| |")]
    [InlineData("abab", "|")]
    [InlineData("abac", "|  |")]
    [InlineData("abc", "|||")]
    [InlineData("....", "|")]
    public void IsBorder_OnlyWhereNoTransactionIsOnBothSides(string transactions, string borders)
    {
        var entries = transactions.Select((t, i) => new CapturedEntry(i, $"{i}", EntryKind.Change, "set", "t", null, null, null, 0, t == '.' ? null : $"{t}", default)).ToList();
        var found = new UnitBorders(entries);
        Assert.Equal(borders.PadRight(entries.Count), string.Concat(entries.Select((_, i) => found.IsBorder(i) ? '|' : ' ')));
    }
}
