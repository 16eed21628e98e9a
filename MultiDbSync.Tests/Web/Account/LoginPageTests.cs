using System.Net;
using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Account;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Tests.Web.Account;

public sealed class LoginPageTests : ConsoleContext
{
    private static readonly ConsoleCookies Cookies = new(AllowPlainHttp: false);

    private readonly FormMemory _memory = new(new EphemeralDataProtectionProvider(), Cookies);

    public LoginPageTests()
    {
        Services.AddSingleton(_memory);
        Services.AddSingleton(Cookies);
        Services.AddSingleton(Api.Account);
        Api.On(HttpMethod.Get, "/api/auth/setup", new SetupStatus(false, true));
    }

    [Fact]
    public void Refused_FormAgain_ShowsWhyAndKeepsTheAddress()
    {
        var page = RenderAfter(memory => _memory.Keep(memory, "ada@example.org", AccountErrors.WrongPassword));

        Assert.Contains(AccountErrors.WrongPassword, page.Find("[data-testid=form-error]").TextContent, StringComparison.Ordinal);
        Assert.Equal("ada@example.org", page.Find("[data-testid=login-email]").GetAttribute("value"));
        Assert.Null(page.Find("[data-testid=login-password]").GetAttribute("value"));
    }

    [Fact]
    public void FirstVisit_Form_PostsToTheServer()
    {
        var page = RenderAfter(_ => { });

        Assert.Empty(page.FindAll("[data-testid=form-error]"));
        Assert.Equal("post", page.Find("form").GetAttribute("method"));
        Assert.Equal("/account/login", page.Find("form").GetAttribute("action"));
    }

    [Theory]
    [InlineData("http", "sync.example.org", true)]
    [InlineData("https", "sync.example.org", false)]
    [InlineData("http", "localhost:5080", false)]
    [InlineData("http", "127.0.0.1:5080", false)]
    [InlineData("http", "[::1]:5080", false)]
    public void PlainHttpFromElsewhere_IsToldBeforeAnybodyTypesAPassword(string scheme, string host, bool told)
    {
        var http = new DefaultHttpContext { Request = { Scheme = scheme, Host = new HostString(host) } };
        var page = Render<LoginPage>(parameters => parameters.AddCascadingValue<HttpContext>(http));
        Assert.Equal(told ? 1 : 0, page.FindAll("[data-testid=insecure]").Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, AccountErrors.WrongPassword)]
    [InlineData(HttpStatusCode.TooManyRequests, AccountErrors.TooMany)]
    public async Task SignIn_Refused_IsToldInWords(HttpStatusCode status, string text)
    {
        Api.On(HttpMethod.Post, "/api/auth/login", new { detail = "internal wording" }, status);

        var outcome = await Api.Account.SignInAsync("ada@example.org", "wrong", Xunit.TestContext.Current.CancellationToken);

        Assert.Null(outcome.SignIn);
        Assert.Equal(text, outcome.Error);
    }

    private IRenderedComponent<LoginPage> RenderAfter(Action<HttpContext> before)
    {
        var first = new DefaultHttpContext();
        before(first);
        var second = new DefaultHttpContext();
        if (first.Response.Headers.SetCookie is [{ } cookie])
            second.Request.Headers.Cookie = cookie.Split(';')[0];
        return Render<LoginPage>(parameters => parameters.AddCascadingValue<HttpContext>(second));
    }
}
