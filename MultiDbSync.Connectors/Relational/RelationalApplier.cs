using System.Data.Common;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational;

/// <summary>
/// Writes hub changes into a server database, where applications write at the same time: see <see cref="ApplyTransaction"/> for the order of things.
/// </summary>
internal sealed class RelationalApplier(RelationalSession session, RelationalDialect dialect, string node) : IApplier
{
    private readonly ApplyCache _cache = new(dialect);
    private readonly RelationalStates _states = new(dialect);
    private int _opened;

    public Task<NodeState> ReadStateAsync(string syncSet, CancellationToken cancellationToken) => session.UseAsync(
        async connection =>
        {
            var reader = await _states.ReaderAsync(connection, session.Opened, cancellationToken);
            await RelationalRoundTrip.SendAsync(connection, [reader.Read(syncSet)], cancellationToken);
            return reader.States().GetValueOrDefault(syncSet) ?? throw RelationalErrors.NotInstalled(node, syncSet);
        },
        cancellationToken);

    public Task<ApplyResult> ApplyAsync(ApplyBatch batch, CancellationToken cancellationToken) => session.UseAsync(
        connection => new ApplyTransaction(connection, dialect, CacheOf(), batch, node, cancellationToken).RunAsync(), cancellationToken);

    public Task EmptyAsync(string syncSet, string hub, long incarnation, IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken) => session.UseAsync(
        connection => EmptyAsync(connection, new EmptyRequest(syncSet, hub, incarnation, tables), cancellationToken), cancellationToken);

    private async Task<bool> EmptyAsync(DbConnection connection, EmptyRequest request, CancellationToken cancellationToken)
    {
        await new EmptyTransaction(connection, dialect, CacheOf(), node).RunAsync(request, cancellationToken);
        return true;
    }

    private ApplyCache CacheOf()
    {
        if (_opened != session.Opened) _cache.Clear();
        _opened = session.Opened;
        return _cache;
    }
}
