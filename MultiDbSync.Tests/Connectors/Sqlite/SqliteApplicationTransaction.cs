using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Tests.Connectors.Conformance;

namespace MultiDbSync.Tests.Connectors.Sqlite;

/// <summary>An application on a connection of its own, gone with the transaction.</summary>
internal sealed class SqliteApplicationTransaction : IApplicationTransaction
{
    private readonly SqliteDatabase _database;

    public SqliteApplicationTransaction(SqliteDatabase database)
    {
        _database = database;
        database.Execute("PRAGMA foreign_keys = ON; BEGIN");
    }

    public void Insert(string table, RowImage image) => _database
        .Prepare($"INSERT INTO \"{table}\"({SqliteIdentifier.List(image.Columns)}) VALUES ({string.Join(", ", image.Columns.Select((_, i) => $"?{i + 1}"))})")
        .BindAll(image.Values).Execute();

    public void Update(string table, RowKey key, RowImage image) => _database
        .Prepare($"UPDATE \"{table}\" SET {string.Join(", ", image.Columns.Select((c, i) => $"\"{c}\" = ?{i + 1}"))} WHERE {Where(image, key, image.Columns.Count)}")
        .BindAll(image.Values).BindAll(key.Values, image.Columns.Count + 1).Execute();

    public void Delete(string table, RowKey key) => _database
        .Prepare($"DELETE FROM \"{table}\" WHERE {Where(ConformanceSchema.Tables.Single(t => t.Name == table).Key, key, 0)}")
        .BindAll(key.Values).Execute();

    public void Commit() => End("COMMIT");

    public void Rollback() => End("ROLLBACK");

    // The key's columns come first in every table of the suite.
    private static string Where(RowImage image, RowKey key, int first) => Where(image.Columns, key, first);

    private static string Where(IReadOnlyList<string> columns, RowKey key, int first) =>
        string.Join(" AND ", key.Values.Select((_, i) => $"\"{columns[i]}\" = ?{first + i + 1}"));

    private void End(string sql)
    {
        _database.Execute(sql);
        _database.Dispose();
    }
}
