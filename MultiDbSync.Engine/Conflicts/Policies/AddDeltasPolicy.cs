using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>
/// A counter: what each side added counts once. The right side's change is its value less the value that it had seen; that is added to what stands. Where
/// there is no such number (the row was created on both sides, a NULL), or the sum does not fit the column, a person decides.
/// </summary>
internal sealed class AddDeltasPolicy : IColumnPolicy
{
    public const string PolicyName = "add-deltas";

    public string Name => PolicyName;

    public CellValue? Settle(string column, ConflictCase conflict)
    {
        if (conflict.Base is null || !conflict.Base.TryGet(column, out var seen)) return null;
        if (CellNumber.AddDelta(conflict.Left.Image![column], seen, conflict.Right.Image![column]) is not { } sum) return null;
        return conflict.Table.Column(column) is { } type && CellNumber.Fits(sum, type) ? sum : null;
    }
}
