using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Finds what a database's tables lack compared with those that a sync set agreed on.</summary>
internal static class SchemaDifference
{
    /// <summary>The first difference in words, or null. Types are compared as canonical ones: each make spells them its own way.</summary>
    public static string? Find(IReadOnlyList<TableSchema> agreed, IReadOnlyList<TableSchema> found)
    {
        foreach (var table in agreed)
        {
            if (found.FirstOrDefault(t => t.Name == table.Name) is not { } candidate) return $"Table {table.Name} is missing.";
            if (Find(table, candidate) is { } difference) return difference;
        }

        return null;
    }

    private static string? Find(TableSchema agreed, TableSchema found)
    {
        foreach (var column in agreed.Columns)
        {
            if (found.Column(column.Name) is not { } other) return $"Table {agreed.Name} has no column {column.Name}.";
            if (other.Type != column.Type) return $"Column {column.Name} of {agreed.Name} has type {other.DeclaredType}, where {column.DeclaredType} is expected.";
            if (other.IsNullable != column.IsNullable) return $"Column {column.Name} of {agreed.Name} {(other.IsNullable ? "allows" : "doesn't allow")} NULL.";
            if (other.IsGenerated != column.IsGenerated) return $"Column {column.Name} of {agreed.Name} is {(other.IsGenerated ? "" : "not ")}computed by the database.";
        }

        return found.Columns.FirstOrDefault(c => agreed.Column(c.Name) is null) is { } extra ? $"Table {agreed.Name} has a column {extra.Name} that the sync set doesn't know."
            : !found.Key.SequenceEqual(agreed.Key, StringComparer.Ordinal) ? $"The key of {agreed.Name} is ({string.Join(", ", found.Key)}), where ({string.Join(", ", agreed.Key)}) is expected."
            : null;
    }
}
