using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Schema;

/// <summary>A table as synchronisation sees it.</summary>
/// <param name="Name">The text of a <see cref="TableName"/>.</param>
/// <param name="Key">Columns that identify a row: the primary key, else a unique key without nullable columns. Empty when there is none.</param>
public sealed record TableSchema(
    string Name,
    IReadOnlyList<ColumnSchema> Columns,
    IReadOnlyList<string> Key,
    IReadOnlyList<UniqueKey> UniqueKeys,
    IReadOnlyList<ForeignKey> ForeignKeys)
{
    /// <summary>Indexes that enforce nothing.</summary>
    public IReadOnlyList<IndexSchema> Indexes { get; init; } = [];

    /// <summary>Columns that images carry: all but the generated ones.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<ColumnSchema> ImageColumns => Columns.Where(c => !c.IsGenerated);

    /// <summary>The key of a row.</summary>
    public RowKey KeyOf(RowImage image) => RowKey.Of([.. Key.Select(c => image[c])]);

    /// <summary>The column of that name, or null.</summary>
    public ColumnSchema? Column(string name) => Columns.FirstOrDefault(c => c.Name == name);

    /// <summary>The text under which the hub, the guard and deferred rows know a key: the weakest equality of its columns.</summary>
    public string FormOf(RowKey key) => FormOf(Key, key);

    /// <summary>The same for any list of columns, for instance a unique key's or a foreign key's parent columns.</summary>
    public string FormOf(IReadOnlyList<string> columns, RowKey values)
    {
        var folded = false;
        var form = new CellValue[values.Values.Count];
        for (var i = 0; i < form.Length; i++)
        {
            form[i] = Fold(values.Values[i], i < columns.Count ? Column(columns[i])?.Equality ?? KeyEquality.Binary : KeyEquality.Binary);
            folded |= form[i] != values.Values[i];
        }

        return folded ? RowKey.Of(form).Text : values.Text;
    }

    private static CellValue Fold(CellValue value, KeyEquality equality)
    {
        if (equality == KeyEquality.Binary || value.Kind != CellKind.Text) return value;
        var folded = KeyFolding.Fold(value.Text, equality);
        return folded == value.Text ? value : CellValue.FromText(folded);
    }
}
