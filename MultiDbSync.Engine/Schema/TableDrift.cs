using MultiDbSync.Engine.Routing;

namespace MultiDbSync.Engine.Schema;

/// <summary>How a database's table is no longer what it was when it joined.</summary>
/// <param name="Reason">In words for a person.</param>
/// <param name="Remaining">What of it can still be captured: the columns that are left, as they are now. Null: nothing, since the table or its key is gone.</param>
internal sealed record TableDrift(string Reason, TableSchema? Remaining)
{
    /// <summary>Null when rows can be delivered as before; a column that has become wider or narrower refuses single rows at most.</summary>
    /// <param name="expected">The table's columns that take part.</param>
    /// <param name="found">The table as it is now, or null when it is gone.</param>
    /// <param name="allColumns">Every column takes part, so that a new one is drift. Without, columns have been left out on purpose, and a new one is one more.</param>
    public static TableDrift? Of(TableSchema expected, TableSchema? found, bool allColumns)
    {
        if (found is null) return new TableDrift($"Table {expected.Name} is gone.", null);
        var reasons = new List<string>();
        var remaining = new List<ColumnSchema>();
        foreach (var column in expected.ImageColumns)
        {
            if (found.Column(column.Name) is not { } now) reasons.Add($"column {column.Name} is gone");
            else if (now.IsGenerated) reasons.Add($"column {column.Name} is computed by the database now");
            else
            {
                var same = ValueConversion.KindOf(now.Type) == ValueConversion.KindOf(column.Type);
                if (!same) reasons.Add($"column {column.Name} has type {now.DeclaredType} now, not {column.DeclaredType}");
                if (same || ValueConversion.Exists(column.Type, now.Type)) remaining.Add(same ? column : now);
            }
        }

        if (allColumns) reasons.AddRange(found.ImageColumns.Where(c => expected.Column(c.Name) is null).Select(c => $"column {c.Name} is new"));
        var hasKey = expected.Key.All(k => remaining.Exists(c => c.Name == k)) && Enforces(found, expected.Key);
        if (!hasKey) reasons.Add($"its key ({string.Join(", ", expected.Key)}) is gone, so that its rows can't be told apart");
        return reasons.Count == 0 ? null : new TableDrift($"Table {expected.Name}: {string.Join(", ", reasons)}.", hasKey ? expected with { Columns = remaining } : null);
    }

    private static bool Enforces(TableSchema table, IReadOnlyList<string> key) =>
        IsSame(table.Key, key) || table.UniqueKeys.Any(u => IsSame(u.Columns, key));

    private static bool IsSame(IReadOnlyList<string> one, IReadOnlyList<string> other) => one.Order(StringComparer.Ordinal).SequenceEqual(other.Order(StringComparer.Ordinal), StringComparer.Ordinal);
}
