using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational;

/// <summary>What the applier has to know of the database beyond the agreed tables: every foreign key (of tables that are not synchronised, too) and unique key.</summary>
internal sealed class RelationalCatalog
{
    private readonly Dictionary<string, TableSchema> _tables;
    private readonly ILookup<string, RelationalReference> _ofChild;
    private readonly ILookup<string, RelationalReference> _ofParent;

    /// <param name="deferrable">Table and name of the foreign keys that can be deferred.</param>
    public RelationalCatalog(IReadOnlyList<TableSchema> tables, IReadOnlySet<(string Table, string Key)> deferrable)
    {
        _tables = tables.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var references = tables.SelectMany(t => t.ForeignKeys.Select(k => new RelationalReference(
            k.Name, t.Name, k.Columns, k.ParentTable, k.ParentColumns, k.OnDelete != ReferentialAction.NoAction, k.OnUpdate != ReferentialAction.NoAction,
            deferrable.Contains((t.Name, k.Name))))).ToList();
        _ofChild = references.ToLookup(r => r.Child, StringComparer.Ordinal);
        _ofParent = references.ToLookup(r => r.Parent, StringComparer.Ordinal);
    }

    /// <summary>The table as the database has it now, or null.</summary>
    public TableSchema? Find(string table) => _tables.GetValueOrDefault(table);

    public IEnumerable<RelationalReference> OfChild(string table) => _ofChild[table];

    public IEnumerable<RelationalReference> OfParent(string table) => _ofParent[table];

    /// <summary>Tables in an order in which parents come before their children; tables of a cycle in any order.</summary>
    public Dictionary<string, int> Levels(IEnumerable<string> tables)
    {
        var waiting = tables.Distinct(StringComparer.Ordinal).ToList();
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var free = waiting.FindAll(t => _ofChild[t].All(r => r.Parent == t || !waiting.Contains(r.Parent)));
            if (free.Count == 0) free = [waiting[0]];
            foreach (var table in free) levels[table] = levels.Count;
            waiting.RemoveAll(free.Contains);
        }

        return levels;
    }
}
