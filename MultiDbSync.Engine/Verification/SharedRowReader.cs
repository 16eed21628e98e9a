using System.Runtime.CompilerServices;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Verification;

/// <summary>Leaves out rows that one of two compared databases should not have.</summary>
internal sealed class SharedRowReader(IRowReader inner, SharedRows shared) : IRowReader
{
    public async IAsyncEnumerable<RowImage> ReadAsync(TableSchema table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in inner.ReadAsync(table, cancellationToken))
            if (shared.Has(table.Name, row)) yield return row;
    }

    // A page is full or the last one: who reads on from the last row of a short page would stop too early.
    public async Task<IReadOnlyList<RowImage>> ReadPageAsync(TableSchema table, RowKey? after, int limit, CancellationToken cancellationToken)
    {
        if (!shared.IsFiltered(table.Name)) return await inner.ReadPageAsync(table, after, limit, cancellationToken);
        var rows = new List<RowImage>(limit);
        while (true)
        {
            var page = await inner.ReadPageAsync(table, after, limit, cancellationToken);
            foreach (var row in page)
            {
                if (shared.Has(table.Name, row)) rows.Add(row);
                if (rows.Count == limit) return rows;
            }

            if (page.Count < limit) return rows;
            after = table.KeyOf(page[^1]);
        }
    }

    public Task<long> EstimateAsync(TableSchema table, CancellationToken cancellationToken) => inner.EstimateAsync(table, cancellationToken);

    public async Task<RowImage?> FindAsync(TableSchema table, RowKey key, CancellationToken cancellationToken) =>
        await inner.FindAsync(table, key, cancellationToken) is { } row && shared.Has(table.Name, row) ? row : null;

    public async Task<RowImage?> FindByAsync(TableSchema table, RowImage values, CancellationToken cancellationToken) =>
        await inner.FindByAsync(table, values, cancellationToken) is { } row && shared.Has(table.Name, row) ? row : null;
}
