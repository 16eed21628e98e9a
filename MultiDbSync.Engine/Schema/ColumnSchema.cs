namespace MultiDbSync.Engine.Schema;

/// <summary>A column.</summary>
/// <param name="DeclaredType">As the database spells it.</param>
/// <param name="IsGenerated">Computed by the database: carried in no image and never written.</param>
/// <param name="Equality">How key constraints compare it.</param>
public sealed record ColumnSchema(string Name, string DeclaredType, CanonicalType Type, bool IsNullable, bool IsGenerated, KeyEquality Equality);
