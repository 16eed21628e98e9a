using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>
/// Gives columns of foreign keys the type of the columns that they refer to: makes refuse keys between columns of different types, and a row must find
/// its parent by the very value.
/// </summary>
internal sealed class ReferencedTypes(Dictionary<string, MappedTable> tables)
{
    /// <summary>Aligns all tables, parents before their children; columns of a cycle end with the type of whichever comes first.</summary>
    public void Align()
    {
        // A chain of references is as long as there are tables at most.
        for (var round = 0; round < tables.Count; round++)
        {
            var changed = false;
            foreach (var (name, table) in tables.ToList())
            {
                foreach (var key in table.Source.ForeignKeys.Where(k => tables.ContainsKey(k.ParentTable) && k.ParentColumns.Count == k.Columns.Count))
                {
                    for (var i = 0; i < key.Columns.Count; i++) changed |= Align(name, key.Columns[i], key.ParentTable, key.ParentColumns[i]);
                }
            }

            if (!changed) return;
        }
    }

    private bool Align(string child, string childColumn, string parent, string parentColumn)
    {
        if (Find(child, childColumn) is not { } column || Find(parent, parentColumn) is not { } reference || column.DeclaredType == reference.DeclaredType) return false;
        var table = tables[child];
        var aligned = column with
        {
            DeclaredType = reference.DeclaredType,
            Type = reference.Type,
            Length = reference.Length,
            Precision = reference.Precision,
            Scale = reference.Scale,
        };
        tables[child] = table with { Target = table.Target with { Columns = [.. table.Target.Columns.Select(c => c.Name == column.Name ? aligned : c)] } };
        return true;
    }

    private ColumnSchema? Find(string table, string column) => tables[table].Names.TryGetValue(column, out var name) ? tables[table].Target.Column(name) : null;
}
