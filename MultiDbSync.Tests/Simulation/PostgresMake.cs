using Microsoft.Extensions.Options;
using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Simulation;

/// <summary>Databases on a real PostgreSQL server: row locks, numbers given before the commit, late commits, several transactions at once. Emptied between walks.</summary>
internal sealed class PostgresMake : IWalkMake, IAsyncDisposable
{
    private const int MostNodes = 4;
    private const string Script = """
        CREATE TABLE items(id bigint PRIMARY KEY, a bigint, b bigint);
        CREATE TABLE labels(id bigint PRIMARY KEY, item bigint REFERENCES items(id), code bigint UNIQUE);
        """;

    private readonly PostgresServer _server;
    private readonly IReadOnlyList<string> _databases;
    private readonly PostgreSqlConnectorFactory _factory = new(Options.Create(new PostgreSqlConnectorOptions { RowLockTimeout = TimeSpan.FromMilliseconds(2), DdlAttempts = 1 }));

    private PostgresMake(PostgresServer server, IReadOnlyList<string> databases, IReadOnlyList<TableSchema> tables) => (_server, _databases, Tables) = (server, databases, tables);

    public IReadOnlyList<TableSchema> Tables { get; }

    public static async Task<PostgresMake> CreateAsync(CancellationToken cancellationToken)
    {
        var server = await PostgresServer.GetAsync();
        var databases = new List<string>();
        for (var i = 0; i < MostNodes; i++) databases.Add(await server.CreateDatabaseAsync(Script));
        await using var node = new PostgreSqlConnectorFactory().Create(new NodeInfo("n", "postgresql", databases[0]));
        return new PostgresMake(server, databases, await node.Schema.ReadAsync(cancellationToken));
    }

    /// <summary>Leaves nothing of the walk before.</summary>
    public async Task EmptyAsync()
    {
        foreach (var database in _databases) await PostgresServer.ExecuteAsync(database, "DROP SCHEMA IF EXISTS mds_sync CASCADE; TRUNCATE items, labels");
    }

    public SimulatedNode Create(string name, Random random) =>
        new PostgresSimulatedNode(new NodeInfo(name, _factory.Make, _databases[int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)]), _factory, Tables);

    public IApplication Application(Random random, LossOracle oracle) => new PostgresApplication(random, oracle, Tables);

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases) await _server.DropDatabaseAsync(database);
    }
}
