using MultiDbSync.Connectors.MySql;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Simulation;

/// <summary>Databases on a MariaDB server. Those of a walk are dropped with their nodes.</summary>
internal sealed class MariaDbMake : IWalkMake
{
    private const string Script = """
        CREATE TABLE items(id BIGINT PRIMARY KEY, a BIGINT, b BIGINT);
        CREATE TABLE labels(id BIGINT PRIMARY KEY, item BIGINT, code BIGINT UNIQUE, FOREIGN KEY (item) REFERENCES items(id));
        CREATE TABLE names(name VARCHAR(10) NOT NULL PRIMARY KEY, v BIGINT)
        """;

    private readonly MySqlConnectorFactory _factory = new();

    private MariaDbMake(IReadOnlyList<TableSchema> tables) => Tables = tables;

    public IReadOnlyList<TableSchema> Tables { get; }

    public bool Constraints => true;

    /// <summary>Skips the test when there is no server.</summary>
    public static async Task<MariaDbMake> CreateAsync()
    {
        await using var database = await NewDatabaseAsync();
        await using var node = new MySqlConnectorFactory().Create(new NodeInfo("n", "mysql", database.ConnectionString));
        return new MariaDbMake(await node.Schema.ReadAsync(TestContext.Current.CancellationToken));
    }

    public SimulatedNode Create(string name, Random random, SyncSetInfo set)
    {
        var database = NewDatabaseAsync().GetAwaiter().GetResult();
        return new MariaDbSimulatedNode(new NodeInfo(name, _factory.Make, database.ConnectionString), _factory, database, Tables, set);
    }

    public IApplication Application(StepRandom random, LossOracle oracle) => new MariaDbApplication(random, oracle, Tables);

    private static async Task<MariaDbDatabase> NewDatabaseAsync()
    {
        var database = await MariaDbDatabase.CreateAsync("CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
        database.Run(Script);
        return database;
    }
}
