using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Routing;

internal sealed class RoutedIdentityBlocks(IIdentityBlocks inner, RouteMaps maps) : IIdentityBlocks
{
    public async Task<IdentityState?> ReadAsync(TableSchema table, CancellationToken cancellationToken)
    {
        if (maps.OfAgreed(table.Name) is not { } map) return await inner.ReadAsync(table, cancellationToken);
        return await inner.ReadAsync(map.Native, cancellationToken) is { } state ? state with { Column = map.AgreedName(state.Column) } : null;
    }

    public Task MoveAsync(TableSchema table, long next, CancellationToken cancellationToken) => inner.MoveAsync(maps.Native(table), next, cancellationToken);
}
