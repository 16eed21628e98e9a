using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Tests.Web.Home;

public sealed class HumaniseTests
{
    [Theory]
    [InlineData(0, "none")]
    [InlineData(0.0004, "1 ms")]
    [InlineData(0.042, "42 ms")]
    [InlineData(1.24, "1.2 s")]
    [InlineData(59, "59 s")]
    [InlineData(74.2, "1 min 14 s")]
    [InlineData(7260, "2 h 1 min")]
    [InlineData(200000, "2 d 7 h")]
    public void Lag_Seconds_ReadsNaturally(double seconds, string text) => Assert.Equal(text, Humanise.Lag(seconds));

    [Theory]
    [InlineData(-999L, "agrees")]
    [InlineData(3000L, "3 s ahead")]
    [InlineData(-121_000L, "2 min 1 s behind")]
    public void Clock_Offset_ReadsNaturally(long offsetMs, string text) => Assert.Equal(text, Humanise.Clock(offsetMs));

    [Fact]
    public void Count_OneAndMany_FitTheNoun()
    {
        Assert.Equal("1 row", Humanise.Count(1, "row"));
        Assert.Equal("1,200 rows", Humanise.Count(1200, "row"));
    }
}
