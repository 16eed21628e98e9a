using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>The text under which values of constraints are looked up; null where a NULL takes the row out of the constraint.</summary>
internal static class ValueForm
{
    /// <summary>Of the columns of a foreign key (exact: parents are found by the parent table's own equality).</summary>
    public static string? Of(RowImage image, IReadOnlyList<string> columns) => Key(image, columns)?.Text;

    /// <summary>Of a unique key, under the weakest equality of its columns.</summary>
    public static string? FormOf(this TableSchema table, IReadOnlyList<string> columns, RowImage image) =>
        Key(image, columns) is { } key ? table.FormOf(columns, key) : null;

    /// <summary>The values as a key, or null when one of them is NULL or missing.</summary>
    public static RowKey? Key(RowImage image, IReadOnlyList<string> columns)
    {
        var values = new CellValue[columns.Count];
        for (var i = 0; i < values.Length; i++)
            if (!image.TryGet(columns[i], out values[i]) || values[i].IsNull) return null;
        return RowKey.Of(values);
    }
}
