using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>Tables so that each comes after those that it refers to. Tables of a cycle keep their order among themselves.</summary>
internal static class TableOrder
{
    public static IReadOnlyList<TableSchema> ParentsFirst(IReadOnlyList<TableSchema> tables)
    {
        var waiting = tables.ToList();
        var ordered = new List<TableSchema>(waiting.Count);
        while (waiting.Count > 0)
        {
            var free = waiting.Where(t => t.ForeignKeys.All(k => k.ParentTable == t.Name || waiting.TrueForAll(w => w.Name != k.ParentTable))).ToList();
            if (free.Count == 0) free = [waiting[0]];
            ordered.AddRange(free);
            waiting.RemoveAll(free.Contains);
        }

        return ordered;
    }
}
