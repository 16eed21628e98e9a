namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>A person decides.</summary>
internal sealed class ManualPolicy : IResolutionPolicy
{
    public string Name => "manual";

    public Settlement Settle(ConflictCase conflict) => new Settlement.Ask();
}
