using System.Runtime.CompilerServices;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Reads rows with their storage classes, as capture does. A whole-table read has its own connection: it may last, and others must not wait.</summary>
internal sealed class SqliteRowReader(SqliteSession session, Func<SqliteSession> newSession) : IRowReader
{
    private const int RowsAtATime = 256;

    public async IAsyncEnumerable<RowImage> ReadAsync(TableSchema table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var own = newSession();
        var sql = $"{Select(table)} ORDER BY {SqliteIdentifier.List(table.Key)}";
        var columns = Columns(table);
        await own.UseAsync(database => Begin(database), cancellationToken);
        while (true)
        {
            var slice = await own.UseAsync(database => Task.FromResult(Slice(database.Prepare(sql), columns)), cancellationToken);
            foreach (var row in slice) yield return row;
            if (slice.Count < RowsAtATime) break;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public Task<RowImage?> FindAsync(TableSchema table, RowKey key, CancellationToken cancellationToken) =>
        session.ReadAsync(database => new SqliteTableWriter(database, table).Find(key), cancellationToken);

    private static Task<bool> Begin(SqliteDatabase database)
    {
        database.Execute("BEGIN");
        return Task.FromResult(true);
    }

    // The statement stays where it is between two slices: one snapshot from the first row to the last.
    private static List<RowImage> Slice(SqliteStatement rows, string[] columns)
    {
        var slice = new List<RowImage>(RowsAtATime);
        while (slice.Count < RowsAtATime && rows.Step())
        {
            var values = new CellValue[columns.Length];
            for (var i = 0; i < values.Length; i++) values[i] = rows.Cell(i);
            slice.Add(new RowImage(columns, values));
        }

        return slice;
    }

    private static string[] Columns(TableSchema table) => [.. table.ImageColumns.Select(c => c.Name)];

    private static string Select(TableSchema table) => $"SELECT {SqliteIdentifier.List(Columns(table))} FROM {SqliteIdentifier.Quote(table.Name)}";
}
