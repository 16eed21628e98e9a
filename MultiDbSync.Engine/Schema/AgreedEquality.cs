namespace MultiDbSync.Engine.Schema;

/// <summary>Keys of a sync set are compared as the database that tells the fewest of them apart does.</summary>
public static class AgreedEquality
{
    /// <summary>The agreed table with the weakest equality of both in each column; the same instance when nothing gets weaker.</summary>
    /// <param name="native">The table of a database.</param>
    /// <param name="renamed">The set's column by the database's; only those whose names differ.</param>
    public static TableSchema Weakest(TableSchema agreed, TableSchema native, IReadOnlyDictionary<string, string>? renamed = null)
    {
        var equalities = native.Columns.ToDictionary(c => renamed?.GetValueOrDefault(c.Name) ?? c.Name, c => c.Equality, StringComparer.Ordinal);
        List<ColumnSchema> columns = [.. agreed.Columns.Select(c => c with { Equality = c.Equality | equalities.GetValueOrDefault(c.Name) })];
        return columns.SequenceEqual(agreed.Columns) ? agreed : agreed with { Columns = columns };
    }

    /// <summary>Whether keys, unique values or references of two versions of a table may have other forms.</summary>
    public static bool Differs(TableSchema one, TableSchema other) => one.Columns.Any(c => other.Column(c.Name)?.Equality != c.Equality);
}
