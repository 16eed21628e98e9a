using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Makes a row of the columns that a person chose; what was not chosen comes from the side that changed it.</summary>
internal static class ColumnChoice
{
    /// <summary>The row; null when <paramref name="errors"/> names the columns that can't be used, or must be chosen.</summary>
    public static RowImage? Make(ConflictRows rows, IReadOnlyDictionary<string, ColumnSource> chosen, Dictionary<string, string> errors)
    {
        if (rows.Left is null || rows.Right is null)
        {
            errors["choice"] = "One side has no row, so there are no columns to choose between. Keep a side, or edit the row.";
            return null;
        }

        foreach (var unknown in chosen.Keys.Where(name => !rows.Columns.Contains(name)))
            errors[unknown] = $"The table has no column {unknown}.";

        var names = new List<string>();
        var values = new List<CellValue>();
        foreach (var column in rows.Columns)
        {
            var source = chosen.TryGetValue(column, out var wanted) ? wanted : SourceOf(rows, column, errors);
            if (source is null) continue;
            if (Value(rows, column, source.Value) is { } value)
            {
                names.Add(column);
                values.Add(value);
            }
            else if (chosen.ContainsKey(column))
            {
                errors[column] = source == ColumnSource.Base && rows.Base is null
                    ? $"There was no row before, so column {column} can't be taken from it."
                    : $"Column {column} is not known there. Take it from the other side.";
            }
        }

        return errors.Count > 0 ? null : new RowImage([.. names], [.. values]);
    }

    // Null where nobody knows the column, or where a person must say.
    private static ColumnSource? SourceOf(ConflictRows rows, string column, Dictionary<string, string> errors)
    {
        var (left, right) = (Value(rows, column, ColumnSource.Left), Value(rows, column, ColumnSource.Right));
        if (left is null) return right is not null ? ColumnSource.Right : rows.Base?.TryGet(column, out _) is true ? ColumnSource.Base : null;
        if (right is null || left == right || !rows.Changed(rows.Right, column)) return ColumnSource.Left;
        if (!rows.Changed(rows.Left, column)) return ColumnSource.Right;

        // Spellings of one key value differ, and the row keeps the one that it has.
        if (rows.Schema?.Key.Contains(column) is true) return ColumnSource.Left;
        errors[column] = $"Both sides changed column {column}: say which value counts.";
        return null;
    }

    private static CellValue? Value(ConflictRows rows, string column, ColumnSource source)
    {
        var image = source switch { ColumnSource.Left => rows.Left, ColumnSource.Right => rows.Right, _ => rows.Base };
        return image is not null && image.TryGet(column, out var value) ? value : null;
    }
}
