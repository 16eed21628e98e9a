namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>One SELECT of a statement.</summary>
/// <param name="Depth">0 for the outermost.</param>
internal sealed record SelectScope(int Depth)
{
    /// <summary>Tables of FROM with their aliases; the alias is the table's name where there is none.</summary>
    public List<(string Table, string Alias)> Tables { get; } = [];

    /// <summary>Columns of WHERE, ON and USING.</summary>
    public List<ColumnUse> Uses { get; } = [];

    /// <summary>Plain columns of ORDER BY; null when there is none or something else stands in it.</summary>
    public IReadOnlyList<ColumnUse>? Order { get; set; }

    /// <summary>The same of GROUP BY, or of SELECT DISTINCT.</summary>
    public IReadOnlyList<ColumnUse>? Group { get; set; }

    public bool SelectsAll { get; set; }

    public bool HasLimit { get; set; }

    public bool Knows(string alias) => Tables.Exists(t => string.Equals(t.Alias, alias, StringComparison.OrdinalIgnoreCase));
}
