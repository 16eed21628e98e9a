using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

internal sealed class PgSchemaReader(RelationalSession session) : ISchemaReader
{
    public Task<IReadOnlyList<TableSchema>> ReadAsync(CancellationToken cancellationToken) => session.UseAsync(
        async connection =>
        {
            var catalog = new PgCatalog();
            await RelationalRoundTrip.SendAsync(connection, catalog.Commands(), cancellationToken);
            return catalog.Tables();
        },
        cancellationToken);
}
