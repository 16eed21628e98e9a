using Microsoft.Data.Sqlite;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A SQLite file, with the application's one connection to it.</summary>
internal sealed class SqliteSimulatedNode : SimulatedNode
{
    private readonly SqliteConnectorFactory _factory;
    private readonly SyncSetInfo _set;
    private INodeConnector _connector;

    public SqliteSimulatedNode(NodeInfo info, SqliteConnectorFactory factory, string file, SyncSetInfo set)
        : base(info, set)
    {
        _factory = factory;
        _set = set;
        _connector = RoutedNode.Over(factory.Create(info), [set]);
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Application = new SqliteDatabase(connection, "application", TimeSpan.FromMilliseconds(1));
    }

    public SqliteDatabase Application { get; }

    public override INodeConnector Connector => _connector;

    public override bool IsRead => Application.ReadInteger("SELECT count(*) FROM mds_change") == 0;

    public override IReadOnlyList<RowImage> Rows(string table)
    {
        var map = Map(table);
        var schema = map?.Native ?? _set.Table(table)!.Schema;
        var names = schema.Columns.Select(c => c.Name).ToArray();
        var rows = new List<RowImage>();
        var statement = Application.Prepare($"SELECT {string.Join(", ", names.Select(Quote))} FROM {Quote(schema.Name)}");
        while (statement.Step())
        {
            var row = new RowImage(names, [.. names.Select((_, i) => statement.Cell(i))]);
            rows.Add(map is null ? row : map.ToAgreed(row)!);
        }

        return rows;
    }

    public static string Quote(string name) => $"\"{name}\"";

    public override async Task KillAsync()
    {
        await base.KillAsync();
        await _connector.DisposeAsync();
        _connector = RoutedNode.Over(_factory.Create(Info), [_set]);
    }

    public override async ValueTask DisposeAsync()
    {
        Application.Dispose();
        await base.DisposeAsync();
    }
}
