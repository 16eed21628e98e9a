namespace MultiDbSync.Contracts.Databases;

/// <summary>How much a finding matters.</summary>
public enum FindingState
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works, but read it.</summary>
    Warning,

    /// <summary>The database can't take part until it is fixed.</summary>
    Refused,
}
