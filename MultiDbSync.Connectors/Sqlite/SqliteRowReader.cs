using System.Runtime.CompilerServices;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Reads rows as capture does. A whole-table read has its own connection: it may last, and others must not wait.</summary>
internal sealed class SqliteRowReader(SqliteSession session, Func<SqliteSession> newSession) : IRowReader
{
    private const int RowsAtATime = 256;

    public async IAsyncEnumerable<RowImage> ReadAsync(TableSchema table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var own = newSession();
        var sql = $"{Select(table)} ORDER BY {SqliteIdentifier.List(table.Key)}";
        var codec = SqliteTableCodec.Of(table);
        await own.UseAsync(database => Begin(database), cancellationToken);
        while (true)
        {
            var slice = await own.UseAsync(database => Task.FromResult(Slice(database.Prepare(sql), codec, RowsAtATime)), cancellationToken);
            foreach (var row in slice) yield return row;
            if (slice.Count < RowsAtATime) break;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public Task<IReadOnlyList<RowImage>> ReadPageAsync(TableSchema table, RowKey? after, int limit, CancellationToken cancellationToken) =>
        session.ReadAsync<IReadOnlyList<RowImage>>(
            database =>
            {
                var parameters = string.Join(", ", table.Key.Select((_, i) => $"?{i + 1}"));
                var where = after is null ? "" : $" WHERE ({SqliteIdentifier.List(table.Key)}) > ({parameters})";
                var statement = database.Prepare($"{Select(table)}{where} ORDER BY {SqliteIdentifier.List(table.Key)} LIMIT {limit}");
                if (after is not null) statement.BindAll(after.Values);
                var rows = Slice(statement, SqliteTableCodec.Of(table), limit);
                statement.Reset();
                return rows;
            },
            cancellationToken);

    public Task<long> EstimateAsync(TableSchema table, CancellationToken cancellationToken) =>
        session.ReadAsync(database => database.ReadInteger($"SELECT count(*) FROM {SqliteIdentifier.Table(table.Name)}") ?? 0, cancellationToken);

    public Task<RowImage?> FindAsync(TableSchema table, RowKey key, CancellationToken cancellationToken) =>
        session.ReadAsync(database => new SqliteTableWriter(database, table).Find(key), cancellationToken);

    public Task<RowImage?> FindByAsync(TableSchema table, RowImage values, CancellationToken cancellationToken) =>
        FindAsync(table with { Key = values.Columns }, RowKey.Of([.. values.Values]), cancellationToken);

    private static Task<bool> Begin(SqliteDatabase database)
    {
        database.Execute("BEGIN");
        return Task.FromResult(true);
    }

    // The statement stays where it is between two slices: one snapshot from the first row to the last.
    private static List<RowImage> Slice(SqliteStatement rows, SqliteTableCodec codec, int limit)
    {
        var slice = new List<RowImage>(limit);
        while (slice.Count < limit && rows.Step()) slice.Add(codec.Read(rows));

        return slice;
    }

    private static string Select(TableSchema table) => $"SELECT {SqliteIdentifier.List(SqliteTableCodec.Of(table).ImageColumns)} FROM {SqliteIdentifier.Table(table.Name)}";
}
