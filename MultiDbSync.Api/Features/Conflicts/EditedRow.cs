using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Makes a row of the texts that a person typed.</summary>
internal static class EditedRow
{
    /// <summary>The row; null when <paramref name="errors"/> names the columns that can't be used.</summary>
    public static RowImage? Parse(ConflictRows rows, IReadOnlyDictionary<string, string?> texts, Dictionary<string, string> errors)
    {
        foreach (var unknown in texts.Keys.Where(name => !rows.Columns.Contains(name)))
            errors[unknown] = $"The table has no column {unknown}.";

        var values = new CellValue[rows.Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var column = rows.Columns[i];
            if (!texts.TryGetValue(column, out var text)) errors[column] = $"Column {column} has no value.";
            else if (text is not null) values[i] = Parse(rows, column, text, errors);
            else if (rows.Schema?.Column(column) is { IsNullable: false }) errors[column] = $"Column {column} can't be NULL.";
        }

        return errors.Count > 0 ? null : new RowImage([.. rows.Columns], values);
    }

    /// <summary>One value; what can't be used is told in <paramref name="errors"/>.</summary>
    public static CellValue Parse(ConflictRows rows, string column, string text, Dictionary<string, string> errors)
    {
        // A text that was not touched stays the exact value that it shows: kinds may differ between the sides, and a number's text may hide its bits.
        foreach (var known in rows.ValuesOf(column))
            if (known.ToDisplay() == text) return known;

        var kind = CellKinds.Of(rows.Schema?.Column(column), rows.ValuesOf(column));
        if (kind != CellKind.Binary && rows.Schema?.Column(column) is { Type: CanonicalType.Any }) return CellText.ParseAny(text);
        if (CellText.Parse(kind, text) is { } value) return value;
        errors[column] = $"Column {column} needs {CellText.Describe(kind)}.";
        return CellValue.Null;
    }
}
