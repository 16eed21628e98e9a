using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>The tables of a database, and which sync set each belongs to.</summary>
internal sealed class DatabaseTables(HubStore hub, NodeConnectors nodes)
{
    public static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(10);

    /// <summary>Null when there is no such database.</summary>
    public async Task<IReadOnlyList<DatabaseTable>?> ReadAsync(string database, CancellationToken cancellationToken)
    {
        await using var connector = await nodes.FindAsync(database, cancellationToken);
        if (connector is null) return null;
        var sets = (await hub.ReadTopologyAsync(cancellationToken)).SetsOfTablesOf(database);
        var tables = await SchemaProbe.ReadAsync(connector, TimeToRead, cancellationToken);
        return [.. tables.Select(t => ToWire(t, sets.GetValueOrDefault(t.Name)))];
    }

    private static DatabaseTable ToWire(TableSchema table, string? syncSet) => new(
        table.Name, syncSet, [.. table.Columns.Select(c => new DatabaseColumn(c.Name, c.DeclaredType, table.Key.Contains(c.Name), c.IsNullable))]);
}
