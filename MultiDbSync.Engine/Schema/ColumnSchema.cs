namespace MultiDbSync.Engine.Schema;

/// <summary>A column.</summary>
/// <param name="DeclaredType">As the database spells it.</param>
/// <param name="IsGenerated">Computed by the database: carried in no image and never written.</param>
/// <param name="Equality">How key constraints compare it.</param>
public sealed record ColumnSchema(string Name, string DeclaredType, CanonicalType Type, bool IsNullable, bool IsGenerated, KeyEquality Equality)
{
    /// <summary>Most characters of text, or bytes of binary; null when unlimited.</summary>
    public int? Length { get; init; }

    /// <summary>Digits of a decimal, or fractional digits of a time; null when the database sets no limit of its own.</summary>
    public int? Precision { get; init; }

    /// <summary>Fractional digits of a decimal; null when free.</summary>
    public int? Scale { get; init; }

    /// <summary>The database numbers new rows by itself (identity, serial, AUTO_INCREMENT, INTEGER PRIMARY KEY).</summary>
    public bool IsIdentity { get; init; }

    /// <summary>The default as the database spells it, or null.</summary>
    public string? Default { get; init; }

    /// <summary>The only texts allowed, of an enum; null for any other column.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}
