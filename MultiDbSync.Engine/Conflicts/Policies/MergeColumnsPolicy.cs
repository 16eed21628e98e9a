namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>
/// Takes each column from the side that changed it. Columns that both sides changed are settled by the policy behind it; where that one asks a person,
/// so does this one.
/// </summary>
internal sealed class MergeColumnsPolicy(IResolutionPolicy next) : IResolutionPolicy
{
    public string Name => next is ManualPolicy ? "merge-columns" : $"merge-columns,{next.Name}";

    public Settlement Settle(ConflictCase conflict)
    {
        if (conflict.Base is null || conflict.Left.Image is null || conflict.Right.Image is null) return next.Settle(conflict);
        var merged = conflict.Left.Image.With(conflict.RightChanges.Except(conflict.Overlap), conflict.Right.Image);
        if (conflict.Overlap.Count == 0) return new Settlement.Merge(merged);
        return next.Settle(conflict) switch
        {
            Settlement.TakeLeft => new Settlement.Merge(merged),
            Settlement.TakeRight => new Settlement.Merge(merged.With(conflict.Overlap, conflict.Right.Image)),
            var other => other,
        };
    }
}
