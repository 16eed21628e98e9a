using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>A row as guard and deferred rows know it.</summary>
internal readonly record struct SqliteRowId(string Table, string Form)
{
    public static SqliteRowId Of(ApplyRow row) => new(row.Table.Name, row.Table.FormOf(row.Key));
}
