using Microsoft.Extensions.Options;
using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Connectors.PostgreSql.Logical;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Connectors.PostgreSql;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Simulation;

/// <summary>Databases on a real PostgreSQL server: row locks, numbers given before the commit, late commits, several transactions at once. Emptied between walks.</summary>
internal sealed class PostgresMake : IWalkMake, IAsyncDisposable
{
    public const int MostNodes = 4;
    private const string Script = """
        CREATE TABLE items(id bigint PRIMARY KEY, a bigint, b bigint);
        CREATE TABLE labels(id bigint PRIMARY KEY, item bigint REFERENCES items(id), code bigint UNIQUE);
        """;

    private readonly PostgresServer _server;
    private readonly IReadOnlyList<string> _databases;
    private readonly IConnectorFactory _factory;

    private PostgresMake(PostgresServer server, IConnectorFactory factory, IReadOnlyList<string> databases, IReadOnlyList<TableSchema> tables) =>
        (_server, _factory, _databases, Tables) = (server, factory, databases, tables);

    public IReadOnlyList<TableSchema> Tables { get; }

    public bool Constraints => true;

    /// <param name="logical">Changes are read from the server's own log instead of triggers.</param>
    public static async Task<PostgresMake> CreateAsync(bool logical, CancellationToken cancellationToken)
    {
        var server = logical ? await LogicalFixture.GetServerAsync() : await PostgresServer.GetAsync();
        var options = Options.Create(new PostgreSqlConnectorOptions { RowLockTimeout = TimeSpan.FromMilliseconds(2), DdlAttempts = 1 });
        IConnectorFactory factory = logical ? new PostgreSqlLogicalConnectorFactory(options) : new PostgreSqlConnectorFactory(options);
        var databases = new List<string>();
        for (var i = 0; i < MostNodes; i++) databases.Add(await server.CreateDatabaseAsync(Script));
        await using var node = new PostgreSqlConnectorFactory().Create(new NodeInfo("n", "postgresql", databases[0]));
        return new PostgresMake(server, factory, databases, await node.Schema.ReadAsync(cancellationToken));
    }

    /// <summary>Leaves nothing of the walk before.</summary>
    public async Task EmptyAsync()
    {
        foreach (var database in _databases)
        {
            await using (var node = _factory.Create(new NodeInfo("n", _factory.Make, database))) await node.Installer.UninstallAsync(CancellationToken.None);
            await PostgresServer.ExecuteAsync(database, "TRUNCATE items, labels");
        }
    }

    public SimulatedNode Create(string name, Random random, SyncSetInfo set) =>
        new PostgresSimulatedNode(new NodeInfo(name, _factory.Make, _databases[int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)]), _factory, Tables, set);

    public IApplication Application(StepRandom random, LossOracle oracle) => new PostgresApplication(random, oracle, Tables);

    public async ValueTask DisposeAsync()
    {
        await EmptyAsync();
        foreach (var database in _databases) await _server.DropDatabaseAsync(database);
    }
}
