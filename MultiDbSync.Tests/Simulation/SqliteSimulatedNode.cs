using Microsoft.Data.Sqlite;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A SQLite file, with the application's one connection to it.</summary>
internal sealed class SqliteSimulatedNode : SimulatedNode
{
    private readonly SqliteConnectorFactory _factory;
    private INodeConnector _connector;

    public SqliteSimulatedNode(NodeInfo info, SqliteConnectorFactory factory, string file)
        : base(info)
    {
        _factory = factory;
        _connector = factory.Create(info);
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Application = new SqliteDatabase(connection, "application", TimeSpan.FromMilliseconds(1));
    }

    public SqliteDatabase Application { get; }

    public override INodeConnector Connector => _connector;

    public override bool IsRead => Application.ReadInteger("SELECT count(*) FROM mds_change") == 0;

    public override IReadOnlyList<RowImage> Rows(string table)
    {
        var columns = table switch { "items" => SimulatedSchema.Items, "labels" => SimulatedSchema.Labels, _ => SimulatedSchema.Names };
        var names = columns.Columns.Select(c => c.Name).ToArray();
        var rows = new List<RowImage>();
        var statement = Application.Prepare($"SELECT {string.Join(", ", names)} FROM {table}");
        while (statement.Step()) rows.Add(new RowImage(names, [.. names.Select((_, i) => statement.Cell(i))]));
        return rows;
    }

    public override async Task KillAsync()
    {
        await base.KillAsync();
        await _connector.DisposeAsync();
        _connector = _factory.Create(Info);
    }

    public override async ValueTask DisposeAsync()
    {
        Application.Dispose();
        await base.DisposeAsync();
    }
}
