using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.InMemory;

/// <summary>Unique and foreign keys over a view of rows. Scans: made for small tables of tests.</summary>
internal sealed class InMemoryConstraints(IReadOnlyDictionary<string, InMemoryTable> tables, Func<string, IEnumerable<RowImage>> rows)
{
    /// <summary>Another row holds a unique value of this one.</summary>
    public bool TakesValue(TableSchema table, RowImage image) =>
        table.UniqueKeys.Any(unique =>
            Values(image, unique.Columns) is { } value
            && rows(table.Name).Any(other => !SameKey(table, other, image) && Values(other, unique.Columns) is { } held && table.FormOf(unique.Columns, held) == table.FormOf(unique.Columns, value)));

    /// <summary>A row that this one refers to is missing.</summary>
    public bool LacksParent(TableSchema table, RowImage image) =>
        table.ForeignKeys.Any(reference =>
            Values(image, reference.Columns) is { } value
            && tables.ContainsKey(reference.ParentTable)
            && !rows(reference.ParentTable).Any(parent => value.Equals(Values(parent, reference.ParentColumns))));

    /// <summary>Rows remain that refer to this one.</summary>
    public bool HasChildren(TableSchema table, RowImage image) =>
        tables.Values.Any(child => child.Schema.ForeignKeys.Any(reference =>
            reference.ParentTable == table.Name
            && Values(image, reference.ParentColumns) is { } value
            && rows(child.Schema.Name).Any(row => value.Equals(Values(row, reference.Columns)))));

    private static bool SameKey(TableSchema table, RowImage a, RowImage b) => table.FormOf(table.KeyOf(a)) == table.FormOf(table.KeyOf(b));

    private static RowKey? Values(RowImage image, IReadOnlyList<string> columns)
    {
        var values = columns.Select(c => image[c]).ToList();
        return values.Any(v => v.IsNull) ? null : RowKey.Of(values);
    }
}
