using MultiDbSync.Engine.Routing;

namespace MultiDbSync.Engine.Schema;

/// <summary>Finds values that a database's column has no room for.</summary>
internal static class ColumnWidth
{
    /// <summary>In words for a person; empty when it holds whatever the other does.</summary>
    public static IEnumerable<string> Compare(string table, ColumnSchema agreed, ColumnSchema found, bool isKey)
    {
        var column = $"Column {found.Name} of {table}";
        if (ValueConversion.KindOf(agreed.Type) != ValueConversion.KindOf(found.Type))
            yield return $"{column} has type {found.DeclaredType}, where the sync set has {agreed.DeclaredType}: values are converted, and refused where they have no exact counterpart.";
        else if (IsNarrower(agreed, found)) yield return $"{column} is narrower than in the sync set ({found.DeclaredType}, not {agreed.DeclaredType}): values beyond it are refused.";
        if (agreed.IsNullable && !found.IsNullable && !isKey) yield return $"{column} allows no NULL, which the sync set does: rows with NULL are refused.";
        if (!agreed.IsNullable && found.IsNullable && !isKey) yield return $"{column} allows NULL, which the sync set does not: rows with NULL are refused elsewhere.";
        if (found.Labels is { } labels && (agreed.Labels is null || agreed.Labels.Except(labels).Any())) yield return $"{column} allows only certain texts: others are refused.";
    }

    private static bool IsNarrower(ColumnSchema agreed, ColumnSchema found) => found.Type switch
    {
        CanonicalType.Int16 or CanonicalType.Int32 or CanonicalType.Int64 => found.Type < agreed.Type,
        CanonicalType.Float32 => agreed.Type == CanonicalType.Float64,
        CanonicalType.Decimal => IsLess(found.Scale, agreed.Scale) || IsLess(found.Precision - found.Scale, agreed.Precision - agreed.Scale),
        CanonicalType.Text or CanonicalType.Binary => IsLess(found.Length, agreed.Length),
        CanonicalType.Time or CanonicalType.Timestamp or CanonicalType.TimestampOffset => found.Precision < agreed.Precision,
        _ => false,
    };

    // No limit is the widest.
    private static bool IsLess(int? found, int? agreed) => found is { } limit && (agreed is null || limit < agreed);
}
