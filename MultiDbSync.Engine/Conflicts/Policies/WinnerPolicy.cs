using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>One side stands: the whole row, or the value of a column.</summary>
/// <param name="order">Greater than zero where its first side wins.</param>
internal sealed class WinnerPolicy(string name, Comparison<ConflictSide> order) : IResolutionPolicy, IColumnPolicy
{
    public string Name => name;

    public Settlement Settle(ConflictCase conflict) => TakesRight(conflict) ? new Settlement.TakeRight() : new Settlement.TakeLeft();

    public CellValue? Settle(string column, ConflictCase conflict) => (TakesRight(conflict) ? conflict.Right : conflict.Left).Image![column];

    private bool TakesRight(ConflictCase conflict) => order(conflict.Right, conflict.Left) > 0;
}
