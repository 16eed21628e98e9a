using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A node in memory, with the application transactions that are open on it.</summary>
internal sealed class InMemorySimulatedNode(InMemoryDatabase database, INodeConnector connector, SyncSetInfo set) : SimulatedNode(connector.Node, set)
{
    public InMemoryDatabase Database { get; } = database;

    public override INodeConnector Connector { get; } = RoutedNode.Over(connector, [set]);

    public List<InMemoryTransaction> Open { get; } = [];

    public override TimeSpan Clock { get => Database.ClockSkew; set => Database.ClockSkew = value; }

    public override bool IsRead => Database.Log.Count == 0;

    public override IReadOnlyList<RowImage> Rows(string table) => Map(table) is { } map ? [.. Database.Rows(map.Native.Name).Select(r => map.ToAgreed(r)!)] : Database.Rows(table);

    public override void CopyRows(SimulatedNode from)
    {
        foreach (var table in ((InMemorySimulatedNode)from).Database.Tables.Values)
            foreach (var (form, row) in table.Rows) Database.Tables[table.Schema.Name].Rows[form] = row;
    }

    /// <summary>Writes a row of items that capture does not see. Not while an application holds it, or where the hub may replace whatever is there.</summary>
    public bool TryBypass(RowKey key, RowImage? image)
    {
        var table = Database.Tables["items"];
        var form = table.Schema.FormOf(key);
        if (Database.IsLocked("items", form) || Database.Sets.Values.Any(s => s.Deferred.ContainsKey(("items", form))) || Equals(table.Find(key), image)) return false;
        table.Put(key, image);
        return true;
    }
}
