using MultiDbSync.Contracts.Databases;

namespace MultiDbSync.Tests.Api;

public sealed class TableCandidateTests : IAsyncLifetime
{
    private const string Schema = BookFile.Schema
        + "CREATE TABLE pen (id INTEGER PRIMARY KEY AUTOINCREMENT, ink TEXT); CREATE TABLE cap (code TEXT PRIMARY KEY NOT NULL, pen INTEGER REFERENCES pen(id)); CREATE TABLE heap (x);"
        + "CREATE TABLE hen (code TEXT PRIMARY KEY NOT NULL, egg TEXT REFERENCES egg(code)); CREATE TABLE egg (code TEXT PRIMARY KEY NOT NULL, hen TEXT REFERENCES hen(code));"
        + "CREATE TABLE staff (code TEXT PRIMARY KEY NOT NULL, head TEXT REFERENCES staff(code))";

    private readonly ApiFactory _api = new();
    private ApiCaller _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _admin = await _api.AdminAsync();
        var primary = HubSeed.Node("primary");
        primary.ConnectionString = BookFile.Make(_api, "primary", Schema);
        await _api.Hub.SeedAsync(primary);
    }

    public ValueTask DisposeAsync()
    {
        _admin.Dispose();
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("books", "Sync set", FindingState.Refused, "library")]
    [InlineData("heap", "Key", FindingState.Refused, "no primary key")]
    [InlineData("pen", "Automatic key", FindingState.Good, "blocks")]
    [InlineData("hen", "Ring of references", FindingState.Warning, "egg")]
    [InlineData("egg", "Ring of references", FindingState.Warning, "hen")]
    public async Task Candidate_SaysWhatSpeaksAgainstIt(string table, string check, FindingState state, string word)
    {
        var finding = Assert.Single((await CandidateAsync(table)).Findings, f => f.Check == check);
        Assert.Equal(state, finding.State);
        Assert.Contains(word, finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candidate_NamesTheTablesThatItRefersTo_ButNotItself()
    {
        Assert.Equal(["pen"], (await CandidateAsync("cap")).Refers);
        var staff = await CandidateAsync("staff");
        Assert.Empty(staff.Refers);
        Assert.Empty(staff.Findings);
    }

    private async Task<TableCandidate> CandidateAsync(string table) =>
        (await _admin.GetAsync<List<TableCandidate>>("/api/databases/primary/candidates")).Single(c => c.Name == table);
}
