using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>The larger or the smaller of two numbers. NULL loses to a number.</summary>
internal sealed class ExtremePolicy(string name, int sign) : IColumnPolicy
{
    public string Name => name;

    public CellValue? Settle(string column, ConflictCase conflict)
    {
        var (left, right) = (conflict.Left.Image![column], conflict.Right.Image![column]);
        if (left.IsNull) return right;
        if (right.IsNull) return left;
        return CellNumber.Compare(left, right) is { } order ? (order * sign >= 0 ? left : right) : null;
    }
}
