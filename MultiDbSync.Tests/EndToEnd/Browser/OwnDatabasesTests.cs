using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>Somebody brings databases of their own: adds them, makes a set, lets a second one join, takes it out, and removes everything again.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class OwnDatabasesTests(ClusterFixture fixture) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ConsoleSession.Wide, ColorScheme.Light)]
    [InlineData(ConsoleSession.Narrow, ColorScheme.Dark)]
    public async Task OwnDatabases_AreAddedJoinedTakenOutAndRemoved(int width, ColorScheme scheme)
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        var (first, second, set) = ($"shop{width}", $"till{width}", $"goods{width}");
        Execute(first, "CREATE TABLE goods (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO goods VALUES (1, 'Chalk'), (2, 'Slate')");
        Execute(second, "CREATE TABLE other (id INTEGER PRIMARY KEY)");
        await using var console = await fixture.SignInAsync(width, scheme);

        await AddAsync(console, first);
        await AddAsync(console, second);
        await MakeSetAsync(console, first, set);
        await JoinAsync(console, set, second);
        await Eventually.TrueAsync(() => Goods(second) == "Chalk,Slate", Soon, () => fixture.Cluster.Output, "the rows have arrived");
        Execute(second, "UPDATE goods SET name = 'Sponge' WHERE id = 2");
        await Eventually.TrueAsync(() => Goods(first) == "Chalk,Sponge", Soon, () => fixture.Cluster.Output, "a change goes back");

        await LeaveAsync(console, set, second);
        await RemoveSetAsync(console, set);
        await RemoveDatabaseAsync(console, first);
        await RemoveDatabaseAsync(console, second);
        Assert.Equal("Chalk,Sponge", Goods(first));
        Assert.Equal(0L, Execute(first, "SELECT count(*) FROM sqlite_master WHERE name LIKE 'mds%'"));
        Assert.Empty(console.Errors);
    }

    private async Task AddAsync(ConsoleSession console, string name)
    {
        await console.OpenAsync("/databases");
        await console.Find("add-database").ClickAsync();
        await console.Find("make").Filter(new() { HasText = "SQLite" }).First.ClickAsync();
        await console.Find("wizard-next").ClickAsync();
        await console.Find("field-file").FillAsync(File(name));
        await console.Find("wizard-next").ClickAsync();
        await ConsoleSession.Expect(console.Find("test-verdict")).ToBeVisibleAsync();
        await console.AssertWellAsync();
        await console.Find("wizard-next").ClickAsync();
        await console.Find("database-name").FillAsync(name);
        await console.Find("wizard-next").ClickAsync();
        await ConsoleSession.Expect(console.Find("database-name")).ToHaveCountAsync(0);
        await console.Find("wizard-next").ClickAsync();
        await ConsoleSession.Expect(console.Find("review")).ToContainTextAsync(name);
        await console.AssertWellAsync();
        await console.Find("wizard-next").ClickAsync();
        await Assertions.Expect(console.Page).ToHaveURLAsync(new Regex("/databases(\\?|#|$)"));
        await ConsoleSession.Expect(Row(console, "database-row", name)).ToContainTextAsync("Online");
    }

    private static async Task MakeSetAsync(ConsoleSession console, string database, string set)
    {
        await console.OpenAsync("/sync-sets");
        await console.Find("new-set").ClickAsync();
        await console.Find("set-database").SelectOptionAsync(database);
        await console.Find("wizard-next").ClickAsync();
        await console.Find("candidate").Filter(new() { HasText = "goods" }).GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await console.AssertWellAsync();
        await console.Find("wizard-next").ClickAsync();
        await console.Find("set-name").FillAsync(set);
        await console.Find("wizard-next").ClickAsync();
        await ConsoleSession.Expect(console.Find("review")).ToContainTextAsync(set);
        await console.AssertWellAsync();
        await console.Find("wizard-next").ClickAsync();
        await Assertions.Expect(console.Page).ToHaveURLAsync(new Regex($"/sync-sets/{set}"));
        await ConsoleSession.Expect(console.Find("one-member")).ToBeVisibleAsync();
    }

    private static async Task JoinAsync(ConsoleSession console, string set, string database)
    {
        await console.Find("join").ClickAsync();
        await console.Find("join-database").SelectOptionAsync(database);
        await console.Find("load-create-tables").CheckAsync();
        await console.AssertWellAsync();
        await console.Find("join-submit").ClickAsync();
        await Assertions.Expect(console.Page).ToHaveURLAsync(new Regex($"/sync-sets/{set}\\?"));
        await ConsoleSession.Expect(Row(console, "member", database)).ToBeVisibleAsync();
        await ConsoleSession.Expect(console.Find("set-history")).ToContainTextAsync("Database joins a set");
        await console.AssertWellAsync();
    }

    private static async Task LeaveAsync(ConsoleSession console, string set, string database)
    {
        await console.OpenAsync($"/sync-sets/{set}");
        await Row(console, "member", database).GetByTestId("leave-set").ClickAsync();
        await console.Find("leave-confirm").FillAsync(database);
        await console.Find("leave-submit").ClickAsync();
        await ConsoleSession.Expect(Row(console, "member", database)).ToHaveCountAsync(0);
    }

    private static async Task RemoveSetAsync(ConsoleSession console, string set)
    {
        await console.Find("remove-set").ClickAsync();
        await console.Find("remove-set-confirm").FillAsync(set);
        await console.Find("remove-set-submit").ClickAsync();
        await Assertions.Expect(console.Page).ToHaveURLAsync(new Regex("/sync-sets$"));
        await ConsoleSession.Expect(console.Page.GetByText(set)).ToHaveCountAsync(0);
    }

    private static async Task RemoveDatabaseAsync(ConsoleSession console, string database)
    {
        await console.OpenAsync("/databases");
        await Row(console, "database-row", database).GetByTestId("remove-database").ClickAsync();
        await console.Find("remove-confirm").FillAsync(database);
        await console.Find("remove-submit").ClickAsync();
        await ConsoleSession.Expect(Row(console, "database-row", database)).ToHaveCountAsync(0);
    }

    private static ILocator Row(ConsoleSession console, string testId, string name) => console.Page.Locator($"[data-testid={testId}][data-name={name}]");

    private string File(string name) => _folder.File($"{name}.db");

    private string Goods(string name) =>
        Equals(0L, Execute(name, "SELECT count(*) FROM sqlite_master WHERE name = 'goods'")) ? "" : (string)(Execute(name, "SELECT coalesce(group_concat(name, ','), '') FROM (SELECT name FROM goods ORDER BY id)") ?? "");

    private object? Execute(string name, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File(name)};Pooling=False;Default Timeout=10");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
