using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Conflicts;

/// <summary>What a policy would have done with conflicts that are past. Nothing is changed.</summary>
public static class PolicyTrial
{
    /// <summary>The outcome for one conflict as its record tells it, with the changes that joined it.</summary>
    /// <param name="priorities">Of the databases, by name.</param>
    public static PolicyTrialOutcome Try(TablePolicy policy, TableSchema table, ConflictEntity conflict, IReadOnlyDictionary<string, int> priorities)
    {
        if (conflict.Kind == ConflictKind.Divergence) return new PolicyTrialOutcome("ask", null, policy.For(conflict.Kind).Name);
        var constraint = conflict.Kind is ConflictKind.UniqueKey or ConflictKind.ForeignKey;
        var current = RecordedCase.Of(conflict, table, priorities);
        var (settlement, name) = constraint ? (policy.For(conflict.Kind).Settle(current), policy.For(conflict.Kind).Name) : ConflictJudge.Settle(policy, current);
        return settlement switch
        {
            Settlement.TakeLeft => new PolicyTrialOutcome("keep-left", current.Left.Image, name),
            Settlement.TakeRight => new PolicyTrialOutcome("keep-right", current.Right.Image, name),
            Settlement.Merge merge => new PolicyTrialOutcome("merged", merge.Result, name),
            Settlement.KeepBoth => new PolicyTrialOutcome("keep-both", current.Left.Image, name),
            _ => new PolicyTrialOutcome("ask", null, name),
        };
    }
}
