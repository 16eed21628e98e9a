namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>Settles conflicts between two changes of one row. Deterministic: the same case always ends the same way.</summary>
public interface IResolutionPolicy
{
    /// <summary>The name in configuration and in the conflict's record.</summary>
    string Name { get; }

    /// <summary>Decides.</summary>
    Settlement Settle(ConflictCase conflict);
}
