using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational;

/// <summary>A row as guard and deferred rows know it: its table, and the form of its key.</summary>
internal readonly record struct RowId(string Table, string Form)
{
    public static RowId Of(ApplyRow row) => Of(row.Table, row.Key);

    public static RowId Of(TableSchema table, RowKey key) => new(table.Name, table.FormOf(key));
}
