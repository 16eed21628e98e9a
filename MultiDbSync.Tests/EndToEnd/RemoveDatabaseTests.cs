using System.Net;
using Microsoft.Data.Sqlite;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.EndToEnd.Databases;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>A fourth database joins the sample's sync set, takes part, and leaves again.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class RemoveDatabaseTests(ClusterFixture fixture)
{
    private const string Name = "branch";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Database_Removed_KeepsItsRowsAndNothingOfOurs()
    {
        await fixture.SettleAsync();
        using var admin = await fixture.AdminAsync();
        using var folder = new TemporaryFolder();
        var file = folder.File($"{Name}.db");
        CopyOf(fixture.Databases.FileOf(SampleDatabases.Primary), file);
        using var joined = await admin.SendAsync("POST", "/api/databases", new AddDatabaseRequest(Name, "sqlite", $"Data Source={file}", "library"));
        Assert.True(joined.StatusCode == HttpStatusCode.Created, await joined.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await ChangeAsync("Known to the branch");
        await Eventually.TrueAsync(() => TitleIn(file) == "Known to the branch", Soon, () => fixture.Cluster.Output, "the branch takes part");
        Assert.NotEmpty(OursIn(file));

        using (var answer = await admin.SendAsync("DELETE", $"/api/databases/{Name}"))
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);

        await Eventually.TrueAsync(async () => !(await DatabasesAsync(admin)).Contains(Name), Soon, () => fixture.Cluster.Output, "the branch is no longer registered");
        Assert.Empty(OursIn(file));
        await ChangeAsync("Unknown to the branch");
        Assert.Equal("Known to the branch", TitleIn(file));
        Assert.Equal(SampleDatabases.Names.Order(), (await DatabasesAsync(admin)).Order());
        await fixture.Databases.AgreeAsync();
    }

    /// <summary>The tables and rows of a database, as its owner would have made them.</summary>
    private static void CopyOf(string source, string target)
    {
        using var connection = new SqliteConnection($"Data Source={target};Pooling=False;Foreign Keys=False");
        connection.Open();
        connection.Execute("ATTACH $1 AS source", source);
        foreach (var sql in connection.Texts("SELECT sql FROM source.sqlite_master WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'mds\\_%' ESCAPE '\\' AND tbl_name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND type IN ('table', 'index')"))
            connection.Execute(sql);
        foreach (var table in connection.Texts("SELECT name FROM main.sqlite_master WHERE type = 'table'"))
            connection.Execute($"INSERT INTO main.{table} SELECT * FROM source.{table}");
    }

    private static IReadOnlyList<string> OursIn(string file)
    {
        using var connection = SampleDatabases.OpenFile(file);
        return connection.Texts("SELECT type || ' ' || name FROM sqlite_master WHERE name LIKE '%mds\\_%' ESCAPE '\\' OR type = 'trigger'");
    }

    private static string? TitleIn(string file)
    {
        using var connection = SampleDatabases.OpenFile(file);
        return connection.Execute("SELECT title FROM books WHERE id = 118") as string;
    }

    private static async Task<IReadOnlyList<string>> DatabasesAsync(ApiCaller caller) => [.. (await caller.GetAsync<IReadOnlyList<DatabaseSummary>>("/api/databases")).Select(d => d.Name)];

    private async Task ChangeAsync(string title)
    {
        fixture.Databases.Execute(SampleDatabases.MySql, "UPDATE books SET title = $1 WHERE id = 118", title);
        foreach (var other in SampleDatabases.OthersThan(SampleDatabases.MySql))
            await fixture.Databases.HoldsAsync(other, title, "SELECT title FROM books WHERE id = 118");
    }
}
