using System.Net;
using MultiDbSync.Contracts.Databases;

namespace MultiDbSync.Tests.Api;

/// <summary>What may be tried and added is narrowed before anything is opened.</summary>
public sealed class DatabaseAccessTests
{
    [Theory]
    [InlineData("hub.db")]
    [InlineData("../{folder}/./hub.db")]
    [InlineData("hub.db-wal")]
    [InlineData("link.db")]
    [InlineData("inside/hub.db")]
    public async Task HubStore_IsNoDatabase_HoweverItIsSpelled(string spelling)
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        File.CreateSymbolicLink(Path.Combine(api.Folder, "link.db"), Path.Combine(api.Folder, "hub.db"));
        Directory.CreateSymbolicLink(Path.Combine(api.Folder, "inside"), api.Folder);
        var path = Path.Combine(api.Folder, spelling.Replace("{folder}", Path.GetFileName(api.Folder), StringComparison.Ordinal));

        await AssertRefusedAsync(admin, "sqlite", $"Data Source={path}", "hub store itself");
    }

    [Fact]
    public async Task Folders_OtherThanThoseAllowed_AreRefused_AlsoByALink()
    {
        using var elsewhere = new Support.TemporaryFolder();
        using var api = new ApiFactory().With("Databases:AllowedFolders:0", Path.Combine(AppContext.BaseDirectory, "allowed"));
        using var admin = await api.AdminAsync();
        File.WriteAllText(elsewhere.File("other.db"), "");
        await AssertRefusedAsync(admin, "sqlite", $"Data Source={elsewhere.File("other.db")}", "Databases:AllowedFolders");
        var allowed = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "allowed")).FullName;
        try
        {
            File.CreateSymbolicLink(Path.Combine(allowed, "link.db"), elsewhere.File("other.db"));
            await AssertRefusedAsync(admin, "sqlite", $"Data Source={Path.Combine(allowed, "link.db")}", "Databases:AllowedFolders");
            await AssertRefusedAsync(admin, "sqlite", $"Data Source={Path.Combine(allowed, "..", "other.db")}", "Databases:AllowedFolders");
            var fine = await admin.PostAsync<ConnectionTestResult>("/api/databases/test", new TestConnectionRequest("sqlite", $"Data Source={Path.Combine(allowed, "not-yet.db")}"));
            Assert.DoesNotContain(fine.Findings, f => f.Detail.Contains("AllowedFolders", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(allowed, recursive: true);
        }
    }

    [Theory]
    [InlineData("Host=db.example.org", true)]
    [InlineData("Host=DB.Example.Org", true)]
    [InlineData("Host=a.internal.example", true)]
    [InlineData("Host=internal.example", false)]
    [InlineData("Host=evil-internal.example", false)]
    [InlineData("Host=10.1.200.3", true)]
    [InlineData("Host=::ffff:10.1.200.3", true)]
    [InlineData("Host=10.2.0.1", false)]
    [InlineData("Host=169.254.169.254", false)]
    [InlineData("Host=db.example.org,169.254.169.254", false)]
    [InlineData("Host=/var/run/postgresql", false)]
    [InlineData("Database=library", false)]
    public async Task Hosts_OtherThanThoseAllowed_AreRefused(string target, bool allowed)
    {
        using var api = new ApiFactory().With("Databases:AllowedHosts:0", "db.example.org").With("Databases:AllowedHosts:1", "*.internal.example").With("Databases:AllowedHosts:2", "10.1.0.0/16");
        var access = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<MultiDbSync.Api.Features.Databases.DatabaseAccess>(api.Services);
        var refusal = access.Refusal(new MultiDbSync.Connectors.PostgreSql.PostgreSqlConnectorFactory(), target);
        Assert.Equal(allowed, refusal is null);
        if (allowed) return;

        using var admin = await api.AdminAsync();
        await AssertRefusedAsync(admin, "postgresql", target, "Databases:AllowedHosts");
    }

    private static async Task AssertRefusedAsync(ApiCaller admin, string make, string connectionString, string reason)
    {
        var tested = await admin.PostAsync<ConnectionTestResult>("/api/databases/test", new TestConnectionRequest(make, connectionString));
        Assert.False(tested.Usable);
        Assert.Contains(reason, Assert.Single(tested.Findings).Detail, StringComparison.Ordinal);

        var added = await admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("sneaky", make, connectionString, null));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, added.Status);
        Assert.Empty(await admin.GetAsync<List<DatabaseSummary>>("/api/databases"));
    }
}
