namespace MultiDbSync.Engine.Schema;

/// <summary>A foreign key. Rows with a NULL in it refer to nothing.</summary>
/// <param name="Cascades">The key deletes or changes children by itself (ON DELETE/UPDATE CASCADE, SET NULL, SET DEFAULT).</param>
public sealed record ForeignKey(string Name, IReadOnlyList<string> Columns, string ParentTable, IReadOnlyList<string> ParentColumns, bool Cascades)
{
    /// <summary>What happens to children when the parent goes.</summary>
    public ReferentialAction OnDelete { get; init; }

    /// <summary>What happens to children when the parent's key changes.</summary>
    public ReferentialAction OnUpdate { get; init; }
}
