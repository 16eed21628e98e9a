using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Reads the tables of the connection's database.</summary>
internal sealed class MySqlSchemaReader(MySqlSession session, MySqlLocation location) : ISchemaReader
{
    public Task<IReadOnlyList<TableSchema>> ReadAsync(CancellationToken cancellationToken) => session.UseAsync<IReadOnlyList<TableSchema>>(
        async connection => [.. (await MySqlCatalog.ReadAsync(connection, location.ServerOf(connection), cancellationToken)).Select(t => t.Schema)],
        cancellationToken);
}
