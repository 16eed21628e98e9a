using System.Net;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Storage.Secrets;

namespace MultiDbSync.Tests.Api;

public sealed class StoredConnectionTests : PrimaryRegistered
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Added_IsStoredEncrypted_AndReadAtUse()
    {
        await AddAsync("archive", BookFile.Make(Api, "archive"));
        Assert.StartsWith(ConnectionSecrets.Prefix, await StoredAsync("archive"), StringComparison.Ordinal);
        Assert.Single(await Admin.GetAsync<List<DatabaseTable>>("/api/databases/archive/tables"));
    }

    [Fact]
    public async Task Registered_IsNotTakenTwice_ThoughItIsEncrypted()
    {
        var file = BookFile.Make(Api, "archive");
        await AddAsync("archive", file);
        Assert.Equal(HttpStatusCode.Conflict, (await Admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("again", "sqlite", file, null))).Status);
    }

    [Fact]
    public async Task WithoutKeys_OneDatabaseSaysSo_OthersAreAddedAndListed()
    {
        await AddAsync("archive", BookFile.Make(Api, "archive"));
        var keys = Path.Combine(Api.Folder, "keys");
        foreach (var key in Directory.GetFiles(keys, "key-*.xml")) File.Delete(key);
        var refused = await Admin.ProblemAsync("GET", "/api/databases/archive/tables");
        Assert.Contains("key ring", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await AddAsync("other", BookFile.Make(Api, "other"));
        Assert.Single(await Admin.GetAsync<List<DatabaseTable>>("/api/databases/other/tables"));
        Assert.Equal("", (await Admin.GetAsync<List<DatabaseSummary>>("/api/databases")).Single(d => d.Name == "archive").Location);
    }

    [Fact]
    public async Task EnvironmentReference_IsStoredAsItIs_AndUsed()
    {
        const string variable = "MDS_TEST_CONNECTION_OF_API";
        var request = new TestConnectionRequest("sqlite", "env:" + variable, null);
        var missing = await Admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("by_env", "sqlite", "env:" + variable, null));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.Status);
        Assert.Contains(variable, missing.Body.ToString(), StringComparison.Ordinal);
        var tried = await Admin.PostAsync<ConnectionTestResult>("/api/databases/test", request);
        Assert.Contains(tried.Findings, f => f.State == FindingState.Refused && f.Detail.Contains(variable, StringComparison.Ordinal));
        try
        {
            Environment.SetEnvironmentVariable(variable, BookFile.Make(Api, "by_env"));
            Assert.True((await Admin.PostAsync<ConnectionTestResult>("/api/databases/test", request)).Usable);
            await AddAsync("by_env", "env:" + variable);
            Assert.Equal("env:" + variable, await StoredAsync("by_env"));
            Assert.Single(await Admin.GetAsync<List<DatabaseTable>>("/api/databases/by_env/tables"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public async Task StoredForm_IsNoConnectionString()
    {
        var refused = await Admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("copied", "sqlite", ConnectionSecrets.Prefix + "abc", null));
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty("connectionString", out _));
    }

    [Fact]
    public async Task Start_EncryptsWhatAnOlderVersionLeftPlain()
    {
        await using var api = new ApiFactory();
        var hub = new HubStore(new HubStoreOptions { ConnectionString = $"Data Source={Path.Combine(api.Folder, "hub.db")};Pooling=False" });
        await hub.InitializeAsync(Cancel);
        await hub.SeedAsync(HubSeed.Node("old"));
        using var client = api.CreateClient();
        await using var db = api.Hub.CreateContext();
        var stored = (await db.Nodes.SingleAsync(Cancel)).ConnectionString;
        Assert.StartsWith(ConnectionSecrets.Prefix, stored, StringComparison.Ordinal);
        Assert.Equal(HubSeed.Node("old").ConnectionString, hub.Connections.Reveal("old", stored));
    }

    private Task<DatabaseSummary> AddAsync(string name, string connectionString) =>
        Admin.PostAsync<DatabaseSummary>("/api/databases", new AddDatabaseRequest(name, "sqlite", connectionString, null), HttpStatusCode.Created);

    private async Task<string> StoredAsync(string node)
    {
        await using var db = Api.Hub.CreateContext();
        return (await db.Nodes.SingleAsync(n => n.Name == node, Cancel)).ConnectionString;
    }
}
