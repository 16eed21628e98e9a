namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>Both rows stand: the right one under a new key, and the rows that refer to it follow.</summary>
internal sealed class KeepBothPolicy : IResolutionPolicy
{
    public string Name => "keep-both";

    public Settlement Settle(ConflictCase conflict) => new Settlement.KeepBoth();
}
