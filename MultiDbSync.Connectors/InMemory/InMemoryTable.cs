using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.InMemory;

/// <summary>Committed rows of a table, by key form.</summary>
internal sealed class InMemoryTable(TableSchema schema)
{
    public TableSchema Schema { get; } = schema;

    public Dictionary<string, RowImage> Rows { get; } = new(StringComparer.Ordinal);

    public RowImage? Find(RowKey key) => Rows.GetValueOrDefault(Schema.FormOf(key));

    public void Put(RowKey key, RowImage? image)
    {
        var form = Schema.FormOf(key);
        if (image is null) Rows.Remove(form);
        else Rows[form] = image;
    }
}
