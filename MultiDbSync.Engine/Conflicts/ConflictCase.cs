using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Conflicts;

/// <summary>Two changes of one row that did not know of each other, handed to a policy.</summary>
/// <param name="Base">What the right side saw when it changed the row; null for a create.</param>
/// <param name="Left">The side that was accepted first.</param>
/// <param name="Right">The side that met it.</param>
public sealed record ConflictCase(TableSchema Table, ConflictKind Kind, RowImage? Base, ConflictSide Left, ConflictSide Right)
{
    /// <summary>Columns that the left side changed against the base.</summary>
    public IReadOnlyList<string> LeftChanges { get; } = Base is null || Left.Image is null ? [] : Base.ChangedColumns(Left.Image);

    /// <summary>Columns that the right side changed against the base.</summary>
    public IReadOnlyList<string> RightChanges { get; } = Base is null || Right.Image is null ? [] : Base.ChangedColumns(Right.Image);

    /// <summary>Columns that both sides changed, to different values.</summary>
    public IReadOnlyList<string> Overlap =>
        [.. LeftChanges.Where(c => RightChanges.Contains(c) && Left.Image![c] != Right.Image![c])];
}
