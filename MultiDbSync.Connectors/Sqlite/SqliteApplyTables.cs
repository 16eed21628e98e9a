using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>What the applier keeps per table while its connection is open.</summary>
internal sealed class SqliteApplyTables(SqliteDatabase database)
{
    private readonly Dictionary<TableSchema, SqliteTableWriter> _writers = new(ReferenceEqualityComparer.Instance as IEqualityComparer<TableSchema>);
    private SqliteForeignKeys? _foreignKeys;
    private long _schemaVersion = -1;

    public SqliteDatabase Database => database;

    public SqliteForeignKeys ForeignKeys => _foreignKeys!;

    /// <summary>Looks whether the schema has changed; within the transaction, so that it can't change any more.</summary>
    public void Refresh()
    {
        var version = database.ReadInteger("PRAGMA schema_version") ?? 0;
        if (version == _schemaVersion) return;
        _writers.Clear();
        _foreignKeys = new SqliteForeignKeys(database);
        _schemaVersion = version;
    }

    public SqliteTableWriter WriterOf(TableSchema table)
    {
        if (_writers.TryGetValue(table, out var writer)) return writer;
        if (_writers.Count > 256) _writers.Clear();
        return _writers[table] = new SqliteTableWriter(database, table);
    }
}
