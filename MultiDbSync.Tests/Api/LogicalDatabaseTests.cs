using System.Net;
using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Tests.Connectors.PostgreSql;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Api;

/// <summary>Databases that are read by logical replication, registered over the API.</summary>
public sealed class LogicalDatabaseTests : PrimaryRegistered
{
    private const string Make = "postgresql-logical";
    private const string Books = "CREATE TABLE books (id BIGINT PRIMARY KEY, note TEXT, title TEXT NOT NULL, pages BIGINT, price DOUBLE PRECISION, cover BYTEA)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Join_ServerWithoutLogicalLog_RefusedWithTheWayOut()
    {
        var server = await PostgresServer.StartOwnAsync("wal_level=replica");
        try
        {
            var refused = await AddAsync(await server.CreateDatabaseAsync(Books), HubSeed.Set);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var text = await refused.Content.ReadAsStringAsync(Cancel);
            Assert.Contains("wal_level is replica", text, StringComparison.Ordinal);
            Assert.Contains("ALTER SYSTEM SET wal_level", text, StringComparison.Ordinal);
        }
        finally
        {
            server.Stop();
        }
    }

    [Fact]
    public async Task Add_Accepted_AndNotASecondTimeUnderAnotherMake()
    {
        var server = await LogicalFixture.GetServerAsync();
        var database = await server.CreateDatabaseAsync(Books);
        var added = await AddAsync(database, null);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var again = await Admin.SendAsync("POST", "/api/databases", new AddDatabaseRequest("again", new PostgreSqlConnectorFactory().Make, database, null));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        await server.DropDatabaseAsync(database);
    }

    private Task<HttpResponseMessage> AddAsync(string connectionString, string? set) => Admin.SendAsync("POST", "/api/databases", new AddDatabaseRequest("log", Make, connectionString, set));
}
