using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Makes tables of what the system catalogs say, read in one round trip.</summary>
internal sealed class PgCatalog
{
    private readonly Dictionary<long, string> _names = [];
    private readonly List<PgCatalogColumn> _columns = [];
    private readonly List<PgCatalogIndex> _indexes = [];
    private readonly List<PgCatalogForeignKey> _foreignKeys = [];

    /// <summary>Table and name of the foreign keys that can be deferred.</summary>
    public IReadOnlySet<(string Table, string Key)> Deferrable =>
        _foreignKeys.Where(k => k.Deferrable && _names.ContainsKey(k.Table)).Select(k => (_names[k.Table], k.Name)).ToHashSet();

    public IReadOnlyList<RelationalCommand> Commands() =>
    [
        new(PgCatalogSql.Tables, [], null, r => _names[r.GetInt64(0)] = new TableName(r.IsDBNull(1) ? null : r.GetString(1), r.GetString(2)).ToString()),
        new(PgCatalogSql.Columns, [], null, r => _columns.Add(PgCatalogColumn.Read(r))),
        new(PgCatalogSql.Indexes, [], null, r => _indexes.Add(PgCatalogIndex.Read(r))),
        new(PgCatalogSql.ForeignKeys, [], null, r => _foreignKeys.Add(PgCatalogForeignKey.Read(r))),
    ];

    /// <summary>In name order.</summary>
    public IReadOnlyList<TableSchema> Tables()
    {
        var columns = _columns.ToLookup(c => c.Table, c => c.Column);
        var indexes = _indexes.ToLookup(i => i.Table);
        var foreignKeys = _foreignKeys.ToLookup(k => k.Table);
        return [.. _names.Select(t => Table(t.Value, [.. columns[t.Key]], [.. indexes[t.Key]], foreignKeys[t.Key])).OrderBy(t => t.Name, StringComparer.Ordinal)];
    }

    private TableSchema Table(string name, IReadOnlyList<ColumnSchema> columns, IReadOnlyList<PgCatalogIndex> indexes, IEnumerable<PgCatalogForeignKey> foreignKeys)
    {
        var uniques = indexes.Where(i => i.IsUnique).ToList();
        var key = uniques.Find(i => i.IsPrimary) ?? uniques.Find(i => i.Columns.All(c => columns.Any(x => x.Name == c && !x.IsNullable && !x.IsGenerated)));
        return new TableSchema(
            name, columns, key?.Columns ?? [],
            [.. uniques.Where(i => i != key).Select(i => new UniqueKey(i.Name, i.Columns))],
            [.. foreignKeys.Where(k => _names.ContainsKey(k.Parent)).Select(ForeignKeyOf)])
        {
            Indexes = [.. indexes.Where(i => !i.IsUnique).Select(i => new IndexSchema(i.Name, i.Columns))],
        };
    }

    private ForeignKey ForeignKeyOf(PgCatalogForeignKey key) =>
        new(key.Name, key.Columns, _names[key.Parent], key.ParentColumns, key.OnDelete != ReferentialAction.NoAction || key.OnUpdate != ReferentialAction.NoAction)
        {
            OnDelete = key.OnDelete,
            OnUpdate = key.OnUpdate,
        };
}
