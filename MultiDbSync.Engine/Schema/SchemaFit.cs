using MultiDbSync.Engine.Routing;

namespace MultiDbSync.Engine.Schema;

/// <summary>Whether a database's table can hold what a sync set agreed on.</summary>
/// <param name="Refusals">Why it can't, in words for a person; empty when it can.</param>
/// <param name="Warnings">Values that it would refuse one by one: narrower types, fewer labels, no NULL.</param>
public sealed record SchemaFit(IReadOnlyList<string> Refusals, IReadOnlyList<string> Warnings)
{
    /// <summary>True when the table can take part.</summary>
    public bool Fits => Refusals.Count == 0;

    /// <summary>Compares one table.</summary>
    /// <param name="agreed">As the set knows it.</param>
    /// <param name="found">As the database has it, or null when it has none.</param>
    /// <param name="renamed">The set's column by the database's; only those whose names differ.</param>
    /// <param name="allColumns">Every column of either side must be there on the other; without, columns may be left out on purpose.</param>
    public static SchemaFit Of(TableSchema agreed, TableSchema? found, IReadOnlyDictionary<string, string>? renamed = null, bool allColumns = true)
    {
        if (agreed.Key.Count == 0) return Refuse($"Table {agreed.Name} has no primary key and no unique key of columns that are never NULL: its rows can't be told apart.");
        if (found is null) return Refuse($"Table {agreed.Name} is missing.");
        if (found.Key.Count == 0) return Refuse($"Table {found.Name} has no primary key and no unique key of columns that are never NULL: its rows can't be told apart.");
        var (refusals, warnings) = (new List<string>(), new List<string>());
        var columns = found.Columns.ToDictionary(c => renamed?.GetValueOrDefault(c.Name) ?? c.Name, StringComparer.Ordinal);
        foreach (var column in agreed.ImageColumns)
        {
            if (columns.GetValueOrDefault(column.Name) is not { } other)
            {
                if (allColumns || agreed.Key.Contains(column.Name)) refusals.Add($"Table {found.Name} has no column {column.Name}.");
            }
            else if (other.IsGenerated) refusals.Add($"Column {other.Name} of {found.Name} is computed by the database.");
            else if (!ValueConversion.Exists(column.Type, other.Type)) refusals.Add($"Column {other.Name} of {found.Name} has type {other.DeclaredType}, where {column.DeclaredType} is expected.");
            else warnings.AddRange(ColumnWidth.Compare(found.Name, column, other, agreed.Key.Contains(column.Name)));
        }

        if (allColumns && columns.FirstOrDefault(c => !c.Value.IsGenerated && agreed.Column(c.Key) is null) is { Key: not null } extra)
            refusals.Add($"Table {found.Name} has a column {extra.Value.Name} that the sync set doesn't know.");
        if (!found.Key.Select(k => renamed?.GetValueOrDefault(k) ?? k).Order(StringComparer.Ordinal).SequenceEqual(agreed.Key.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            refusals.Add($"The key of {found.Name} is ({string.Join(", ", found.Key)}), where ({string.Join(", ", agreed.Key)}) is expected.");
        return new SchemaFit(refusals, warnings);
    }

    /// <summary>Compares tables of the same names.</summary>
    public static SchemaFit Of(IReadOnlyList<TableSchema> agreed, IReadOnlyList<TableSchema> found)
    {
        var fits = agreed.Select(t => Of(t, found.FirstOrDefault(f => f.Name == t.Name))).ToList();
        return new SchemaFit([.. fits.SelectMany(f => f.Refusals)], [.. fits.SelectMany(f => f.Warnings)]);
    }

    private static SchemaFit Refuse(string reason) => new([reason], []);
}
