using System.Runtime.CompilerServices;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.InMemory;

internal sealed class InMemoryReaders(InMemoryDatabase database) : ISchemaReader, IRowReader, IQueryRunner
{
    public QueryVocabulary Vocabulary { get; } = new([], [], '"', FoldsToLower: false);

    Task<IReadOnlyList<TableSchema>> ISchemaReader.ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TableSchema>>([.. database.Tables.Values.Select(t => t.Schema).OrderBy(t => t.Name, StringComparer.Ordinal)]);

    public async IAsyncEnumerable<RowImage> ReadAsync(TableSchema table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var row in database.Rows(table.Name).OrderBy(r => table.KeyOf(r).Text, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await ValueTask.FromResult(row);
        }
    }

    public Task<IReadOnlyList<RowImage>> ReadPageAsync(TableSchema table, RowKey? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RowImage>>([.. database.Rows(table.Name)
            .Select(row => (Key: table.KeyOf(row).Text, Row: row))
            .OrderBy(r => r.Key, StringComparer.Ordinal)
            .Where(r => after is null || string.CompareOrdinal(r.Key, after.Text) > 0)
            .Take(limit).Select(r => r.Row)]);

    public Task<long> EstimateAsync(TableSchema table, CancellationToken cancellationToken) => Task.FromResult((long)database.Rows(table.Name).Count);

    public Task<RowImage?> FindAsync(TableSchema table, RowKey key, CancellationToken cancellationToken)
    {
        lock (database.Gate) return Task.FromResult(database.Tables[table.Name].Find(key));
    }

    public Task<RowImage?> FindByAsync(TableSchema table, RowImage values, CancellationToken cancellationToken) =>
        Task.FromResult(database.Rows(table.Name).FirstOrDefault(row => values.Columns.All(c => row[c] == values[c])));

    public Task<QueryResult> QueryAsync(string sql, QueryLimits limits, CancellationToken cancellationToken) =>
        throw new QueryRefusedException("A database in memory understands no SQL.");

    public Task<QueryPlan> ExplainAsync(string sql, QueryLimits limits, CancellationToken cancellationToken) =>
        throw new QueryRefusedException("A database in memory understands no SQL.");
}
