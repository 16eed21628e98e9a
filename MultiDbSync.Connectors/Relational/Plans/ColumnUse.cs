namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>A column in a condition or a sort key.</summary>
/// <param name="Qualifier">The alias or table before the dot, or null.</param>
internal sealed record ColumnUse(string? Qualifier, string Column, ColumnUseKind Kind)
{
    /// <summary>The function around it, in lower case; <c>cast</c> for a change of type; null for an expression.</summary>
    public string? Function { get; init; }

    /// <summary>When it is wrapped: how the whole is used.</summary>
    public ColumnUseKind? Inner { get; init; }

    /// <summary>In a sort key: from high to low.</summary>
    public bool Descending { get; init; }
}
