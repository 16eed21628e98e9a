using System.Runtime.CompilerServices;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Routing;

internal sealed class RoutedRowReader(IRowReader inner, RouteMaps maps) : IRowReader
{
    public async IAsyncEnumerable<RowImage> ReadAsync(TableSchema table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var map = maps.OfAgreed(table.Name);
        await foreach (var row in inner.ReadAsync(map?.Native ?? table, cancellationToken)) yield return map is null ? row : map.ToAgreed(row)!;
    }

    public async Task<IReadOnlyList<RowImage>> ReadPageAsync(TableSchema table, RowKey? after, int limit, CancellationToken cancellationToken)
    {
        if (maps.OfAgreed(table.Name) is not { } map) return await inner.ReadPageAsync(table, after, limit, cancellationToken);
        var page = await inner.ReadPageAsync(map.Native, after is null ? null : map.ToNative(after, out _), limit, cancellationToken);
        return [.. page.Select(r => map.ToAgreed(r)!)];
    }

    public Task<long> EstimateAsync(TableSchema table, CancellationToken cancellationToken) => inner.EstimateAsync(maps.Native(table), cancellationToken);

    public async Task<RowImage?> FindAsync(TableSchema table, RowKey key, CancellationToken cancellationToken)
    {
        if (maps.OfAgreed(table.Name) is not { } map) return await inner.FindAsync(table, key, cancellationToken);
        var native = map.ToNative(key, out var refused);
        return refused is null ? map.ToAgreed(await inner.FindAsync(map.Native, native, cancellationToken)) : null;
    }

    public async Task<RowImage?> FindByAsync(TableSchema table, RowImage values, CancellationToken cancellationToken)
    {
        if (maps.OfAgreed(table.Name) is not { } map) return await inner.FindByAsync(table, values, cancellationToken);
        return map.ToNative(values, out _) is { } native ? map.ToAgreed(await inner.FindByAsync(map.Native, native, cancellationToken)) : null;
    }
}
