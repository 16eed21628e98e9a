using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts.Policies;

namespace MultiDbSync.Engine.Conflicts;

/// <summary>
/// Settles a conflict between two changes of one row by its table's policy. Columns with a policy of their own come first; what is left between the two
/// sides is classified anew and settled by the policy of its kind.
/// </summary>
internal static class ConflictJudge
{
    /// <summary>The outcome, and the names of the policies that made it.</summary>
    public static (Settlement Settlement, string Policy) Settle(TablePolicy policy, ConflictCase conflict)
    {
        var row = policy.For(conflict.Kind);
        if (policy.Columns.Count == 0 || row is KeepBothPolicy || conflict.Left.Image is not { } left || conflict.Right.Image is not { } right)
            return (row.Settle(conflict), row.Name);
        var ruled = policy.Columns.Keys.Where(c => left.TryGet(c, out _) && right.TryGet(c, out _)).ToList();
        var values = new Dictionary<string, CellValue>();
        var used = new List<string>();
        foreach (var column in ruled)
        {
            if (!NeedsPolicy(policy, conflict, column))
            {
                values[column] = (conflict.RightChanges.Contains(column) ? right : left)[column];
                continue;
            }

            var own = PolicySpec.ParseColumn(policy.Columns[column]);
            if (own.Settle(column, conflict) is not { } value) return (new Settlement.Ask(), own.Name);
            values[column] = value;
            used.Add($"{column} {own.Name}");
        }

        if (used.Count == 0 && !ruled.Exists(c => left[c] != right[c])) return (row.Settle(conflict), row.Name);
        var settled = new RowImage([.. values.Keys], [.. values.Values]);
        var rest = new ConflictCase(
            conflict.Table, conflict.Kind, conflict.Base?.With(ruled, settled),
            conflict.Left with { Image = left.With(ruled, settled) }, conflict.Right with { Image = right.With(ruled, settled) });
        return Finish(policy, conflict, rest, used);
    }

    // Both sides gave the column a value without knowing of each other. That the values are the same says nothing of a counter.
    private static bool NeedsPolicy(TablePolicy policy, ConflictCase conflict, string column)
    {
        var same = conflict.Left.Image![column] == conflict.Right.Image![column];
        if (conflict.Base is null) return !same;
        return conflict.LeftChanges.Contains(column) && conflict.RightChanges.Contains(column) && (!same || policy.Counters.Contains(column));
    }

    private static (Settlement Settlement, string Policy) Finish(TablePolicy policy, ConflictCase conflict, ConflictCase rest, List<string> used)
    {
        if (Equals(rest.Left.Image, rest.Right.Image)) return (Outcome(conflict, rest.Left.Image!), string.Join("; ", used));
        var kind = ConflictClassifier.Classify(rest.Base, rest.Left.Image, rest.Right.Image);
        var row = policy.For(kind);
        var settlement = row.Settle(rest with { Kind = kind }) switch
        {
            Settlement.TakeLeft => Outcome(conflict, rest.Left.Image!),
            Settlement.TakeRight => Outcome(conflict, rest.Right.Image!),
            Settlement.Merge merge => Outcome(conflict, merge.Result),
            var other => other,
        };
        return (settlement, string.Join("; ", used.Append(row.Name)));
    }

    private static Settlement Outcome(ConflictCase conflict, RowImage result) =>
        Equals(result, conflict.Left.Image) ? new Settlement.TakeLeft()
        : Equals(result, conflict.Right.Image) ? new Settlement.TakeRight()
        : new Settlement.Merge(result);
}
