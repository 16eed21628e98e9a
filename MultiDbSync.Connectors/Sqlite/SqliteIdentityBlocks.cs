using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// Numbers of INTEGER PRIMARY KEY columns. With AUTOINCREMENT SQLite remembers the last number in <c>sqlite_sequence</c> and gives the next one; without,
/// it always gives the highest number in the table plus one, and nothing can move that (https://www.sqlite.org/autoinc.html).
/// </summary>
internal sealed class SqliteIdentityBlocks(SqliteSession session, string node) : IIdentityBlocks
{
    public Task<IdentityState?> ReadAsync(TableSchema table, CancellationToken cancellationToken) =>
        session.ReadAsync(database => Read(database, table), cancellationToken);

    public Task MoveAsync(TableSchema table, long next, CancellationToken cancellationToken) => session.WriteAsync(
        database =>
        {
            var name = SqliteIdentifier.TableOf(table.Name);
            if (!IsAutoIncrement(database, name))
                throw new ConnectorException(ConnectorErrorClass.Schema, node, $"Table '{table.Name}' has INTEGER PRIMARY KEY without AUTOINCREMENT: SQLite always gives the highest number plus one.");
            database.Prepare("UPDATE sqlite_sequence SET seq = ?2 WHERE name = ?1").Bind(1, name).Bind(2, next - 1).Execute();
            if (database.ReadInteger("SELECT changes()") == 0) database.Prepare("INSERT INTO sqlite_sequence(name, seq) VALUES (?1, ?2)").Bind(1, name).Bind(2, next - 1).Execute();
            return (true, true);
        },
        cancellationToken);

    /// <summary>True for a table whose numbering can be moved.</summary>
    public static bool IsNumbered(SqliteDatabase database, TableSchema table) => IsAutoIncrement(database, SqliteIdentifier.TableOf(table.Name));

    private static IdentityState? Read(SqliteDatabase database, TableSchema table)
    {
        if (SqliteCatalog.Find(database, table.Name) is not { } shape || shape.Schema.Columns.FirstOrDefault(c => c.IsIdentity) is not { } column) return null;
        var name = SqliteIdentifier.TableOf(table.Name);
        var highest = database.ReadInteger($"SELECT max({SqliteIdentifier.Quote(column.Name)}) FROM {SqliteIdentifier.Quote(name)}");
        if (!IsAutoIncrement(database, name)) return new IdentityState(column.Name, highest is { } top and < long.MaxValue ? Math.Max(top, 0) + 1 : 1, highest, long.MaxValue) { CanMove = false };
        var rows = database.Prepare("SELECT seq FROM sqlite_sequence WHERE name = ?1").Bind(1, name);
        long last = 0;
        if (rows.Step())
        {
            last = rows.Integer(0);
            rows.Reset();
        }

        // A row given a higher number by hand moves the sequence along.
        var next = Math.Max(last, highest ?? 0);
        return new IdentityState(column.Name, next == long.MaxValue ? next : next + 1, highest, long.MaxValue);
    }

    // The table that remembers numbers exists once the first AUTOINCREMENT table was made; only its declaration tells whether a table is one.
    private static bool IsAutoIncrement(SqliteDatabase database, string table)
    {
        var rows = database.Prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1").Bind(1, table);
        if (!rows.Step()) return false;
        var sql = rows.Text(0);
        rows.Reset();
        return SqliteTokens.HasKeyword(sql, "AUTOINCREMENT");
    }
}
