using System.Data;
using System.Runtime.CompilerServices;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using Npgsql;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Reads rows with the values that capture decodes. A whole-table read streams from one snapshot on a connection of its own.</summary>
internal sealed class PgRowReader(RelationalSession session, PgConnections connections) : IRowReader
{
    // The first row of a large table may take as long as its sort.
    private static readonly TimeSpan LongestRead = TimeSpan.FromHours(6);

    public async IAsyncEnumerable<RowImage> ReadAsync(TableSchema table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sql = new PgTable(table);
        await using var connection = await Translated(() => connections.OpenAsync(LongestRead, cancellationToken));
        await using var command = new NpgsqlCommand($"SELECT {sql.SelectList} FROM {sql.From} ORDER BY {sql.KeyOrder}", connection);
        await using var reader = await Translated(() => command.ExecuteReaderAsync(CommandBehavior.Default, cancellationToken));
        while (await Translated(() => reader.ReadAsync(cancellationToken))) yield return sql.ReadImage(reader);
    }

    public Task<IReadOnlyList<RowImage>> ReadPageAsync(TableSchema table, RowKey? after, int limit, CancellationToken cancellationToken) => session.UseAsync<IReadOnlyList<RowImage>>(
        async connection =>
        {
            var sql = new PgTable(table);
            var rows = new List<RowImage>(limit);
            await RelationalRoundTrip.SendAsync(connection, [sql.ReadPage(after, limit, r => rows.Add(sql.ReadImage(r)))], cancellationToken);
            return rows;
        },
        cancellationToken);

    public Task<long> EstimateAsync(TableSchema table, CancellationToken cancellationToken) => session.UseAsync(
        async connection =>
        {
            var estimate = -1L;
            var name = PgIdentifier.Table(table.Name);
            const string planner = "SELECT coalesce(sum(c.reltuples), -1)::bigint FROM pg_catalog.pg_class c WHERE c.oid IN (SELECT relid FROM pg_partition_tree(to_regclass($1)) WHERE isleaf) AND c.reltuples >= 0";
            await RelationalRoundTrip.SendAsync(
                connection, [new(planner, [PgParameters.Text(name)], null, r => estimate = r.GetInt64(0))], cancellationToken);

            // Never analysed: a small or a new table.
            if (estimate <= 0) await RelationalRoundTrip.SendAsync(connection, [new($"SELECT count(*) FROM {name}", [], null, r => estimate = r.GetInt64(0))], cancellationToken);
            return estimate;
        },
        cancellationToken);

    public Task<RowImage?> FindAsync(TableSchema table, RowKey key, CancellationToken cancellationToken) => session.UseAsync(
        async connection =>
        {
            var sql = new PgTable(table);
            RowImage? found = null;
            if (sql.Refuse(key, null) is null) await RelationalRoundTrip.SendAsync(connection, [sql.Read([key], r => found = sql.ReadImage(r))], cancellationToken);
            return found;
        },
        cancellationToken);

    public Task<RowImage?> FindByAsync(TableSchema table, RowImage values, CancellationToken cancellationToken) =>
        FindAsync(table with { Key = values.Columns }, RowKey.Of([.. values.Values]), cancellationToken);

    private async Task<T> Translated<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (connections.Translate(e) is { } translated)
        {
            throw translated;
        }
    }
}
