namespace MultiDbSync.Engine.Connectors;

/// <summary>How much a finding matters.</summary>
public enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works, but read it.</summary>
    Warning,

    /// <summary>Synchronisation is refused until it is fixed.</summary>
    Refused,
}
