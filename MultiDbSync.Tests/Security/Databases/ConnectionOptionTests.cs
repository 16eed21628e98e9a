using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Api.Features.Databases;
using MultiDbSync.Connectors.MySql;
using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.Support;
using MySqlConnector;
using Npgsql;

namespace MultiDbSync.Tests.Security.Databases;

/// <summary>Connection strings that mean another place than they seem to, or more than a connection: refused before anything is opened, or harmless.</summary>
public sealed class ConnectionOptionTests
{
    private static readonly Dictionary<string, IConnectorFactory> Factories = TestWorker.Factories.ToDictionary(f => f.Make);

    [Theory]
    [InlineData("mysql", "Server=db.internal.example,169.254.169.254")]
    [InlineData("mysql", "Server=169.254.169.254")]
    [InlineData("mysql", "Host=169.254.169.254;Server=169.254.169.254")]
    [InlineData("mysql", "Server=db.internal.example;Data Source=169.254.169.254")]
    [InlineData("mysql", "Server=db.internal.example;Address=169.254.169.254")]
    [InlineData("mysql", "Server=/run/mysqld/mysqld.sock")]
    [InlineData("mysql", "Server=./x.internal.example")]
    [InlineData("mysql", "Server=db.internal.example;ConnectionProtocol=Unix")]
    [InlineData("mysql", "Server=db.internal.example;Protocol=Pipe;PipeName=secret")]
    [InlineData("mysql", "Server=db.internal.example;ConnectionProtocol=SharedMemory")]
    [InlineData("mysql", "Server=2852039166")]
    [InlineData("mysql", "Server=0xA9FEA9FE")]
    [InlineData("mysql", "")]
    [InlineData("postgresql", "Host=db.internal.example,169.254.169.254")]
    [InlineData("postgresql", "Server=169.254.169.254")]
    [InlineData("postgresql", "Host=db.internal.example;Server=169.254.169.254")]
    [InlineData("postgresql", "Host=169.254.169.254:5432")]
    [InlineData("postgresql", "Host=[::ffff:169.254.169.254]:5432")]
    [InlineData("postgresql", "Host=/run/postgresql")]
    [InlineData("postgresql", "Host=@x.internal.example")]
    [InlineData("postgresql", "Host=./x.internal.example")]
    [InlineData("postgresql", "Host=db.internal.example.")]
    [InlineData("postgresql-logical", "Host=db.internal.example,169.254.169.254")]
    public void Host_BesideTheAllowedOnes_IsRefused(string make, string connectionString)
    {
        using var api = new ApiFactory().With("Databases:AllowedHosts:0", "*.internal.example");
        Assert.Contains("Databases:AllowedHosts", AccessOf(api).Refusal(Factories[make], connectionString + ";Database=library"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql", "SslCa")]
    [InlineData("mysql", "CA Certificate File")]
    [InlineData("mysql", "SslCert")]
    [InlineData("mysql", "SslKey")]
    [InlineData("mysql", "CertificateFile")]
    [InlineData("mysql", "ServerRsaPublicKeyFile")]
    [InlineData("postgresql", "Passfile")]
    [InlineData("postgresql", "SSL Certificate")]
    [InlineData("postgresql", "SSL Key")]
    [InlineData("postgresql", "Root Certificate")]
    [InlineData("postgresql-logical", "Passfile")]
    public async Task File_OutsideTheAllowedFolders_IsNotReadForAConnection(string make, string option)
    {
        using var folder = new TemporaryFolder();
        using var api = new ApiFactory().With("Databases:AllowedFolders:0", folder.Path);
        var server = (make == "mysql" ? "Server" : "Host") + "=127.0.0.1;Port=1;Database=library;";
        File.CreateSymbolicLink(folder.File("link"), "/etc/passwd");
        foreach (var file in new[] { "/etc/passwd", folder.File("../passwd"), folder.File("link"), Path.Combine(api.Folder, "hub.db") })
            Assert.NotNull(AccessOf(api).Refusal(Factories[make], $"{server}{option}={file}"));
        Assert.Null(AccessOf(api).Refusal(Factories[make], $"{server}{option}={folder.File("client.pem")}"));

        using var admin = await api.AdminAsync();
        var tested = await admin.PostAsync<ConnectionTestResult>("/api/databases/test", new TestConnectionRequest(make, $"{server}{option}=/etc/passwd"));
        Assert.Contains("Databases:AllowedFolders", Assert.Single(tested.Findings).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Source=file:{outside}")]
    [InlineData("Data Source=file:{outside}?vfs=unix-none")]
    [InlineData("DataSource={outside}")]
    [InlineData("Filename={outside}")]
    [InlineData("Data Source={inside};Filename={outside}")]
    [InlineData("Data Source={folder}/../other.db")]
    [InlineData("Data Source={folder}/link.db")]
    [InlineData("Data Source={folder}/link/other.db")]
    [InlineData("Data Source=|DataDirectory|other.db")]
    [InlineData("Data Source=|DataDirectory|/../../other.db")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source={inside}?mode=memory;Mode=Memory")]
    [InlineData("Data Source={inside};Mode=Memory;Cache=Shared")]
    [InlineData("Data Source={inside}?cache=shared")]
    public async Task SqliteFile_ElsewhereOrInMemory_IsNotOpened(string connectionString)
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        foreach (var file in new[] { folder.File("inside.db"), elsewhere.File("other.db") }) File.WriteAllText(file, "");
        File.CreateSymbolicLink(folder.File("link.db"), elsewhere.File("other.db"));
        Directory.CreateSymbolicLink(folder.File("link"), elsewhere.Path);
        using var api = new ApiFactory().With("Databases:AllowedFolders:0", folder.Path);
        using var admin = await api.AdminAsync();
        var text = connectionString.Replace("{folder}", folder.Path, StringComparison.Ordinal)
            .Replace("{inside}", folder.File("inside.db"), StringComparison.Ordinal).Replace("{outside}", elsewhere.File("other.db"), StringComparison.Ordinal);

        var tested = await admin.PostAsync<ConnectionTestResult>("/api/databases/test", new TestConnectionRequest("sqlite", text));
        Assert.False(tested.Usable);
        Assert.Empty(tested.Tables);
        Assert.DoesNotContain(tested.Findings, f => f is { Check: "Version" or "Tables", State: FindingState.Good });
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, (await admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("sneaky", "sqlite", text, null))).Status);
    }

    // What a hostile server could do with them: https://mysqlconnector.net/connection-options/
    [Fact]
    public void MySql_OptionsThatServeTheServer_AreOff()
    {
        var location = MySqlLocation.Of(
            new NodeInfo("a", "mysql", "Server=a;Database=b;AllowLoadLocalInfile=true;ServerRedirectionMode=Preferred;PersistSecurityInfo=true;Pooling=true;NoBackslashEscapes=true"), new MySqlConnectorOptions());
        var settings = new MySqlConnectionStringBuilder(location.ConnectionString);
        Assert.Equal((false, MySqlServerRedirectionMode.Disabled, false), (settings.AllowLoadLocalInfile, settings.ServerRedirectionMode, settings.PersistSecurityInfo));
        Assert.Equal((false, false), (settings.Pooling, settings.NoBackslashEscapes));
    }

    // https://www.npgsql.org/doc/connection-string-parameters.html
    [Fact]
    public void Postgres_OptionsThatTellValues_AreOff()
    {
        var connections = new PgConnections(new NodeInfo("a", "postgresql", "Host=a;Database=b;Include Error Detail=true;Log Parameters=true;Persist Security Info=true;Include Failed Batched Command=true"));
        var settings = new NpgsqlConnectionStringBuilder(connections.ReplicationString());
        Assert.Equal((false, false, false, false), (settings.IncludeErrorDetail, settings.LogParameters, settings.PersistSecurityInfo, settings.IncludeFailedBatchedCommand));
    }

    private static DatabaseAccess AccessOf(ApiFactory api) => api.Services.GetRequiredService<DatabaseAccess>();
}
