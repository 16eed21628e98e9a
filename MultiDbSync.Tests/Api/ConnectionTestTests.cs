using System.Net;
using MultiDbSync.Contracts.Databases;

namespace MultiDbSync.Tests.Api;

public sealed class ConnectionTestTests : PrimaryRegistered
{
    private const string Secret = "hush-hush-77";

    [Fact]
    public async Task Test_OfAFileThatFits_IsGoodThroughout_AndStoresNothing()
    {
        BookFile.Make(Api, "other");
        var result = await TestAsync(new TestConnectionRequest("sqlite", Fields: new Dictionary<string, string> { ["file"] = Path.Combine(Api.Folder, "other.db") }));
        Assert.True(result.Usable);
        Assert.All(["File", "Version", "Writing", "Tables", "Capture", "Clock"], check => Assert.Equal(FindingState.Good, Assert.Single(result.Findings, f => f.Check == check).State));
        Assert.Equal([new SeenTable("books", 6, true)], result.Tables);
        Assert.Single(await Admin.GetAsync<List<DatabaseSummary>>("/api/databases"));
    }

    [Fact]
    public async Task Test_OfARegisteredDatabase_SaysItsName()
    {
        var result = await TestAsync(new TestConnectionRequest("sqlite", $"Data Source={Path.Combine(Api.Folder, "primary.db")}"));
        Assert.False(result.Usable);
        Assert.Contains("'primary'", Assert.Single(result.Findings, f => f.Check == "Registered").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_OfAFileThatIsNot_EndsThere()
    {
        var result = await TestAsync(new TestConnectionRequest("sqlite", "Data Source=/nowhere/at-all.db"));
        var only = Assert.Single(result.Findings);
        Assert.Equal(("File", FindingState.Refused, false), (only.Check, only.State, result.Usable));
        Assert.NotNull(only.Fix);
    }

    [Theory]
    [InlineData("postgresql", "host.invalid", "Name")]
    [InlineData("mysql", "host.invalid", "Name")]
    [InlineData("postgresql", "127.0.0.1", "Port")]
    [InlineData("mysql", "127.0.0.1", "Port")]
    [InlineData("postgresql-logical", "127.0.0.1", "Port")]
    public async Task Test_OfAServerThatIsNotThere_TellsNameFromPort_WithoutTheSecret(string make, string host, string check)
    {
        var response = await Admin.SendAsync("POST", "/api/databases/test", new TestConnectionRequest(make, Fields: Server(host)));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        var result = System.Text.Json.JsonSerializer.Deserialize<ConnectionTestResult>(text, ApiCaller.Json)!;
        Assert.False(result.Usable);
        Assert.Equal((check, FindingState.Refused), (result.Findings[^1].Check, result.Findings[^1].State));
    }

    [Fact]
    public async Task Test_WithFieldsThatCantBe_NamesEach_WithoutTheSecret()
    {
        var fields = Server("127.0.0.1");
        fields["port"] = "99999";
        var refused = await Admin.ProblemAsync("POST", "/api/databases/test", new TestConnectionRequest("mysql", Fields: fields));
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty("fields.port", out _));
        fields.Remove("account");
        fields["colour"] = "red";
        refused = await Admin.ProblemAsync("POST", "/api/databases/test", new TestConnectionRequest("mysql", Fields: fields));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty("fields.account", out _));
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty("fields.colour", out _));
        Assert.DoesNotContain(Secret, refused.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_ByFields_RegistersTheDatabase()
    {
        BookFile.Make(Api, "other");
        var file = Path.Combine(Api.Folder, "other.db");
        var added = await Admin.PostAsync<DatabaseSummary>(
            "/api/databases", new AddDatabaseRequest("other", "sqlite", null, null, Fields: new Dictionary<string, string> { ["file"] = file }), HttpStatusCode.Created);
        Assert.Equal(("other", file), (added.Name, added.Location));
    }

    [Fact]
    public async Task Makes_EachSayWhatTheyAskFor()
    {
        var makes = await Admin.GetAsync<List<DatabaseMake>>("/api/database-makes");
        Assert.Equal(["mysql", "postgresql", "postgresql-logical", "sqlite"], makes.Select(m => m.Make).Order(StringComparer.Ordinal));
        Assert.All(makes, make => Assert.NotEmpty(make.Fields));
        Assert.All(makes.Where(m => m.Make != "sqlite"), make => Assert.Single(make.Fields, f => f.Kind == ConnectionFieldKind.Secret));
    }

    private static Dictionary<string, string> Server(string host) => new()
    {
        // Nothing listens on port 1.
        ["host"] = host,
        ["port"] = "1",
        ["database"] = "library",
        ["account"] = "ada",
        ["password"] = Secret,
    };

    private Task<ConnectionTestResult> TestAsync(TestConnectionRequest request) => Admin.PostAsync<ConnectionTestResult>("/api/databases/test", request);
}
