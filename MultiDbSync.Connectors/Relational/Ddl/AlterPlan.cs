using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>How the columns of a table differ from those that it should have.</summary>
/// <param name="Renamed">Columns that look renamed: one is gone and one is new, of the same type and nullability.</param>
internal sealed record AlterPlan(
    IReadOnlyList<(ColumnSchema Wanted, ColumnSchema Found)> Renamed,
    IReadOnlyList<ColumnSchema> Missing,
    IReadOnlyList<ColumnSchema> Extra,
    IReadOnlyList<(ColumnSchema Wanted, ColumnSchema Found)> Retyped)
{
    public bool IsEmpty => Renamed.Count + Missing.Count + Extra.Count + Retyped.Count == 0;

    public static AlterPlan Of(TableSchema wanted, TableSchema found)
    {
        var missing = wanted.ImageColumns.Where(c => found.Column(c.Name) is null or { IsGenerated: true }).ToList();
        var extra = found.ImageColumns.Where(c => wanted.Column(c.Name) is null).ToList();
        var renamed = new List<(ColumnSchema, ColumnSchema)>();

        // Only where there is no choice: two columns of one type could have changed places.
        foreach (var column in missing.ToList())
        {
            var candidates = extra.Where(e => IsSame(column, e)).ToList();
            if (candidates.Count != 1 || missing.Count(m => IsSame(m, candidates[0])) != 1) continue;
            renamed.Add((column, candidates[0]));
            missing.Remove(column);
            extra.Remove(candidates[0]);
        }

        var retyped = wanted.ImageColumns.Select(c => (Wanted: c, Found: found.Column(c.Name))).Where(p => p.Found is { IsGenerated: false } f && !IsSame(p.Wanted, f))
            .Select(p => (p.Wanted, p.Found!)).ToList();
        return new AlterPlan(renamed, missing, extra, retyped);
    }

    private static bool IsSame(ColumnSchema one, ColumnSchema other) =>
        one.Type == other.Type && one.IsNullable == other.IsNullable && one.Length == other.Length && one.Precision == other.Precision && one.Scale == other.Scale;
}
