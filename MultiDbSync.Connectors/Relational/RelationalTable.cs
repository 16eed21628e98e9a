using System.Data.Common;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational;

/// <summary>The statements of one table in a make's SQL. Rows are always named by their key; no statement changes a row through another unique key.</summary>
internal abstract class RelationalTable(TableSchema schema)
{
    public TableSchema Schema { get; } = schema;

    /// <summary>The image's columns, in the table's order.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; } = [.. schema.ImageColumns];

    /// <summary>Most rows of one statement.</summary>
    public abstract int MostRows { get; }

    /// <summary>About how many bytes the rows of one statement may have together.</summary>
    public virtual int MostBytes => int.MaxValue;

    /// <summary>The driver tells for each statement of a round trip how many rows it changed.</summary>
    public virtual bool CountsRows => true;

    /// <summary>Locks rows in key order, skipping those that others hold, and returns their images (see <see cref="ReadImage"/>).</summary>
    /// <param name="toDelete">The strongest lock, which also keeps new children away. Else the weakest one under which the row can be changed.</param>
    public abstract RelationalCommand Lock(IReadOnlyList<RowKey> keys, bool toDelete, Action<DbDataReader> onRow);

    /// <summary>Rows as committed, without a lock.</summary>
    public abstract RelationalCommand Read(IReadOnlyList<RowKey> keys, Action<DbDataReader> onRow);

    /// <param name="rows">All of the same columns.</param>
    public abstract RelationalCommand Insert(IReadOnlyList<RowImage> rows);

    /// <param name="unless">Rows that children refer to by one of these keys with its value of before stay as they are.</param>
    public abstract RelationalCommand Update(IReadOnlyList<string> columns, IReadOnlyList<(RowKey Key, RowImage Image)> rows, IReadOnlyList<RelationalReference> unless);

    /// <param name="unless">Rows that children refer to by one of these keys stay.</param>
    public abstract RelationalCommand Delete(IReadOnlyList<RowKey> keys, IReadOnlyList<RelationalReference> unless);

    /// <summary>The row that a reader of <see cref="Lock"/> or <see cref="Read"/> stands on, decoded as capture decodes it.</summary>
    public abstract RowImage ReadImage(DbDataReader reader);

    /// <summary>The key of an entry of the change log.</summary>
    public abstract RowKey DecodeKey(string text);

    /// <summary>Why the column can't hold the value exactly, in words that follow the column's name ("holds no …"); null when it can.</summary>
    public abstract string? Refuse(ColumnSchema column, CellValue value);

    /// <summary>A value that no other row holds, to get a row out of the way inside our transaction; null when the column has none.</summary>
    public abstract CellValue? Placeholder(ColumnSchema column);

    /// <summary>The image in the table's own columns and order, without columns that the table lacks.</summary>
    public RowImage Project(RowImage image)
    {
        var columns = new List<string>(Columns.Count);
        var values = new List<CellValue>(Columns.Count);
        foreach (var column in Columns)
        {
            if (!image.TryGet(column.Name, out var value)) continue;
            columns.Add(column.Name);
            values.Add(value);
        }

        return new RowImage([.. columns], [.. values]);
    }

    /// <summary>Why the row can't be written, naming the column; null when it can.</summary>
    public string? Refuse(RowKey key, RowImage? image)
    {
        for (var i = 0; i < key.Values.Count; i++)
        {
            if (key.Values[i].IsNull) return "A key column is NULL, so the row can't be told from others.";
            if (Schema.Column(Schema.Key[i]) is { } column && Refuse(column, key.Values[i]) is { } why) return $"Column '{column.Name}' {why}";
        }

        if (image is null) return null;
        foreach (var column in Columns)
            if (image.TryGet(column.Name, out var value) && !value.IsNull && Refuse(column, value) is { } reason) return $"Column '{column.Name}' {reason}";
        return null;
    }

    /// <summary>Columns of <paramref name="image"/> whose values differ from the row's.</summary>
    public static IReadOnlyList<string> Differences(RowImage image, RowImage row)
    {
        List<string>? changed = null;
        for (var i = 0; i < image.Columns.Count; i++)
            if (!row.TryGet(image.Columns[i], out var value) || value != image.Values[i]) (changed ??= []).Add(image.Columns[i]);
        return changed ?? (IReadOnlyList<string>)[];
    }
}
