using MultiDbSync.Web.Features.Account;

namespace MultiDbSync.Tests.Web.Account;

public sealed class ReturnUrlTests
{
    [Theory]
    [InlineData("/conflicts?status=All", "/conflicts?status=All")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/a\\..\\\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/login?returnUrl=/", "/")]
    [InlineData("/account/logout", "/")]
    public void Safe_AnyInput_StaysInTheConsole(string? url, string expected) => Assert.Equal(expected, ReturnUrl.Safe(url));
}
