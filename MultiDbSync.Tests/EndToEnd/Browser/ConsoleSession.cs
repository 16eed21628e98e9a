using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>One person's browser at the console.</summary>
internal sealed class ConsoleSession : IAsyncDisposable
{
    public const int Wide = 1280;
    public const int Narrow = 360;

    private const float Patience = 30_000;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _errors = new();
    private volatile bool _deaf;

    public ConsoleSession(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        context.SetDefaultTimeout(Patience);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !_deaf)
                _errors.Enqueue($"{page.Url}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _errors.Enqueue($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    /// <summary>What the browser complained about, with the page it happened on.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>What axe finds on the page shown that is serious or critical. What the browser says of axe itself, which writes inline styles, is not heard.</summary>
    public async Task<IReadOnlyList<string>> CheckAccessibilityAsync()
    {
        _deaf = true;
        var found = (await Page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical");

        // Messages come in order: once this is answered, all about axe have come.
        await Page.EvaluateAsync("0");
        _deaf = false;
        return [.. found.Select(violation => $"{violation.Id}: {violation.Help}{Environment.NewLine}{string.Join(Environment.NewLine, violation.Nodes.Select(node => "  " + node.Html))}")];
    }

    /// <summary>Conflicts that wait for a person, in the navigation; not there while there are none.</summary>
    public ILocator Badge => Find("nav-conflict-badge");

    public ILocator Find(string testId) => Page.GetByTestId(testId);

    public static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    /// <summary>Opens a page of the console and waits until it has drawn its data.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync(new() { Timeout = Patience });
        await Expect(Page.GetByRole(AriaRole.Status, new() { Name = "Loading" })).ToHaveCountAsync(0, new() { Timeout = Patience });
    }

    public async Task SignInAsync(string email, string password)
    {
        await Page.GotoAsync("/login");
        await Find("login-email").FillAsync(email);
        await Find("login-password").FillAsync(password);
        await Find("login-submit").ClickAsync();
        await Expect(Find("health")).ToBeVisibleAsync(new() { Timeout = Patience });
    }

    /// <summary>Creates the first administrator and ends at Home, signed in.</summary>
    public async Task SetUpAsync(string link, string email, string password)
    {
        await Page.GotoAsync(link);
        await Find("account-email").FillAsync(email);
        await Find("account-password").FillAsync(password);
        await Find("account-confirm").FillAsync(password);
        await Find("setup-submit").ClickAsync();
        await Expect(Find("person")).ToHaveTextAsync(email, new() { Timeout = Patience });
    }

    /// <summary>Nothing of the page shown lies beside its window.</summary>
    public async Task AssertFitsAsync()
    {
        var sideways = await Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth - window.innerWidth");
        Assert.True(sideways <= 0, $"{Page.Url} is {sideways} px wider than its window.");
    }

    /// <summary>The page shown fits, and axe finds nothing that is serious.</summary>
    public async Task AssertWellAsync()
    {
        await AssertFitsAsync();
        var found = await CheckAccessibilityAsync();
        Assert.True(found.Count == 0, $"{Page.Url}: {string.Join(Environment.NewLine, found)}");
    }

    /// <summary>Moves the focus on by keyboard alone until it is on an element with that test id, or within one.</summary>
    public async Task TabToAsync(string testId)
    {
        for (var i = 0; i < 150; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("id => document.activeElement.closest(`[data-testid=\"${id}\"]`) !== null", testId))
                return;
        }

        Assert.Fail($"{Page.Url}: the keyboard does not reach {testId}.");
    }

    /// <summary>Opens a page in another tab of the same browser: a console of its own.</summary>
    public async Task OpenTabAsync(string path)
    {
        var tab = await _context.NewPageAsync();
        tab.PageError += (_, error) => _errors.Enqueue($"{tab.Url}: {error}");
        await tab.GotoAsync(path);
        await Expect(tab.Locator("main h1")).ToBeVisibleAsync(new() { Timeout = 4 * Patience });
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
