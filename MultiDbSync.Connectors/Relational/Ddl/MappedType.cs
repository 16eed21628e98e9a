using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>A column's type as one make holds it.</summary>
/// <param name="Declared">As the make spells it.</param>
internal sealed record MappedType(string Declared, CanonicalType Type)
{
    public int? Length { get; init; }

    public int? Precision { get; init; }

    public int? Scale { get; init; }

    /// <summary>What it can't hold of the source's values, in words for a person; null when nothing.</summary>
    public string? Note { get; init; }
}
