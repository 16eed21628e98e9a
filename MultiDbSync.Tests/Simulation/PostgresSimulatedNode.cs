using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;
using Npgsql;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A PostgreSQL database, with the connections of applications that have a transaction open.</summary>
internal sealed class PostgresSimulatedNode : SimulatedNode
{
    private readonly IConnectorFactory _factory;
    private readonly IReadOnlyList<TableSchema> _tables;
    private readonly NpgsqlConnection _observer;
    private INodeConnector _connector;

    public PostgresSimulatedNode(NodeInfo info, IConnectorFactory factory, IReadOnlyList<TableSchema> tables, SyncSetInfo set)
        : base(info, set)
    {
        (_factory, _tables) = (factory, tables);
        _connector = factory.Create(info);
        _observer = OpenConnection();
    }

    public override INodeConnector Connector => _connector;

    public override bool IsRead
    {
        get
        {
            // A change may be in the server's log alone.
            if (!_connector.Capabilities.SharedReading) return _connector.Changes.ReadAsync(1, CancellationToken.None).GetAwaiter().GetResult().Raw.Count == 0;
            using var command = new NpgsqlCommand("SELECT count(*) FROM mds_sync.mds_change", _observer);
            return (long)command.ExecuteScalar()! == 0;
        }
    }

    public List<PostgresOpenTransaction> Open { get; } = [];

    public NpgsqlConnection OpenConnection()
    {
        var connection = new NpgsqlConnection(Info.ConnectionString);
        connection.Open();
        return connection;
    }

    public override IReadOnlyList<RowImage> Rows(string table) => Rows(_observer, _tables.Single(t => t.Name == table));

    /// <summary>Rows as a connection sees them within its transaction.</summary>
    public static IReadOnlyList<RowImage> Rows(NpgsqlConnection connection, TableSchema table)
    {
        string[] columns = [.. table.Columns.Select(c => c.Name)];
        using var command = new NpgsqlCommand($"SELECT {string.Join(", ", columns)} FROM {table.Name}", connection);
        using var reader = command.ExecuteReader();
        var rows = new List<RowImage>();
        while (reader.Read()) rows.Add(new RowImage(columns, [.. columns.Select((_, i) => reader.IsDBNull(i) ? CellValue.Null : CellValue.FromInteger(reader.GetInt64(i)))]));
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
        foreach (var open in Open) await open.Connection.DisposeAsync();
        await _observer.DisposeAsync();
        await base.DisposeAsync();
    }
}
