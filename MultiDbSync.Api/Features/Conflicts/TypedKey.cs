using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Makes a key of the texts that a person typed.</summary>
internal static class TypedKey
{
    /// <summary>The key; null when nothing was typed, or when <paramref name="errors"/> names the columns that can't be used.</summary>
    public static RowKey? Parse(ConflictRows rows, IReadOnlyDictionary<string, string?>? texts, Dictionary<string, string> errors)
    {
        if (texts is not { Count: > 0 } || rows.Schema is not { } table) return null;
        foreach (var unknown in texts.Keys.Where(name => !table.Key.Contains(name)))
            errors[unknown] = $"{unknown} does not belong to the key of {table.Name}: {string.Join(", ", table.Key)}.";

        var values = new List<CellValue>(table.Key.Count);
        foreach (var column in table.Key)
        {
            if (texts.TryGetValue(column, out var text) && text is not null) values.Add(EditedRow.Parse(rows, column, text, errors));
            else errors[column] = $"The new key needs a value for {column}.";
        }

        return errors.Count > 0 ? null : RowKey.Of(values);
    }
}
