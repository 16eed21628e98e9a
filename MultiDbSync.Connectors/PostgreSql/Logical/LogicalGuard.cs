using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>
/// Which rows have changes that the hub has not taken: those of transactions that the stream brought and that are not confirmed. The stream has to pass a
/// fence that is written now, so that nothing that was committed before is missing.
/// </summary>
internal sealed class LogicalGuard(RelationalSession session, LogicalFeed feed, LogicalShapes shapes, string node)
{
    // Rows are locked meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <exception cref="ConnectorException">Transient: the stream is too far behind to tell.</exception>
    public Task TellAsync(IReadOnlyDictionary<string, TableSchema> tables, Action<RowId> hit, CancellationToken cancellationToken) => feed.UseAsync(
        async stream =>
        {
            var (published, place) = await stream.PassFenceAsync(
                fence => session.UseAsync(connection => WriteAsync(connection, fence, cancellationToken), cancellationToken), Patience, cancellationToken);
            if (place is null) throw new ConnectorException(ConnectorErrorClass.Transient, node, "The stream of the server's log is behind: rows are written once it has caught up.");
            var decoder = new LogicalDecoder(published, stream.Buffer);
            foreach (var (table, key) in stream.Buffer.Waiting().SelectMany(decoder.Keys))
                if (tables.TryGetValue(table, out var schema)) hit(RowId.Of(schema, key));
            return true;
        },
        cancellationToken);

    private async Task<IReadOnlyDictionary<uint, LogicalTable>> WriteAsync(DbConnection connection, string fence, CancellationToken cancellationToken)
    {
        var tables = new Dictionary<uint, LogicalTable>();
        await RelationalRoundTrip.SendAsync(
            connection, [new("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"), shapes.Read(tables), .. LogicalFence.Write(fence), new("COMMIT")], cancellationToken);
        return tables;
    }
}
