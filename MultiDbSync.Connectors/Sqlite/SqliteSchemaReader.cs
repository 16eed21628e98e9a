using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

internal sealed class SqliteSchemaReader(SqliteSession session) : ISchemaReader
{
    public Task<IReadOnlyList<TableSchema>> ReadAsync(CancellationToken cancellationToken) =>
        session.ReadAsync<IReadOnlyList<TableSchema>>(database => [.. SqliteCatalog.Read(database).Select(t => t.Schema)], cancellationToken);
}
