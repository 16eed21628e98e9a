using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;
using MySqlConnector;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A database on a MariaDB server, with the application's one connection to it.</summary>
internal sealed class MariaDbSimulatedNode(NodeInfo info, IConnectorFactory factory, MariaDbDatabase database, IReadOnlyList<TableSchema> tables, SyncSetInfo set)
    : SimulatedNode(info, set)
{
    private INodeConnector _connector = factory.Create(info);

    // What a statement did is told by the rows before and after it, so the application must see what was committed meanwhile.
    public MySqlConnection Application { get; } = database.Open("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; SET SESSION innodb_lock_wait_timeout = 1");

    public override INodeConnector Connector => _connector;

    public override bool IsRead => MariaDbDatabase.Ask(Application, "SELECT COUNT(*) FROM mds_change") == "0";

    public override IReadOnlyList<RowImage> Rows(string table)
    {
        var names = tables.Single(t => t.Name == table).Columns.Select(c => c.Name).ToArray();
        using var command = new MySqlCommand($"SELECT {string.Join(", ", names)} FROM {table}", Application);
        using var reader = command.ExecuteReader();
        var rows = new List<RowImage>();
        while (reader.Read()) rows.Add(new RowImage(names, [.. names.Select((_, i) => Cell(reader.GetValue(i)))]));
        return rows;
    }

    public override async Task KillAsync()
    {
        await base.KillAsync();
        await _connector.DisposeAsync();
        _connector = factory.Create(Info);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await database.DisposeAsync();
    }

    private static CellValue Cell(object value) => value switch
    {
        long number => CellValue.FromInteger(number),
        string text => CellValue.FromText(text),
        _ => CellValue.Null,
    };
}
