using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>SQLite files in a folder.</summary>
internal sealed class SqliteMake(string folder) : IWalkMake
{
    private const string Script = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE {items}(id INTEGER PRIMARY KEY{columns});
        CREATE TABLE labels(id INTEGER PRIMARY KEY, item INTEGER REFERENCES {items}(id), code INTEGER UNIQUE);
        CREATE TABLE names(name TEXT COLLATE NOCASE NOT NULL PRIMARY KEY, v INTEGER);
        """;

    private readonly SqliteConnectorFactory _factory = new(Options.Create(new SqliteConnectorOptions { BusyTimeout = TimeSpan.FromMilliseconds(1) }));

    public IReadOnlyList<TableSchema> Tables { get; } = [SimulatedSchema.Items, SimulatedSchema.Labels, SimulatedSchema.Names];

    public bool Constraints => true;

    public SimulatedNode Create(string name, Random random, SyncSetInfo set)
    {
        var file = Path.Combine(folder, name + ".db");
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            var items = set.RouteOf(name).Tables.GetValueOrDefault("items")?.Native ?? SimulatedSchema.Items;
            command.CommandText = Script
                .Replace("{items}", SqliteSimulatedNode.Quote(items.Name), StringComparison.Ordinal)
                .Replace("{columns}", string.Concat(items.Columns.Skip(1).Select(c => $", {SqliteSimulatedNode.Quote(c.Name)} {c.DeclaredType}")), StringComparison.Ordinal);
            command.ExecuteNonQuery();
        }

        return new SqliteSimulatedNode(new NodeInfo(name, _factory.Make, $"Data Source={file}"), _factory, file, set);
    }

    public IApplication Application(StepRandom random, LossOracle oracle) => new SqliteApplication(random, oracle, Tables);
}
