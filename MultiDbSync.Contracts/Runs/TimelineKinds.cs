namespace MultiDbSync.Contracts.Runs;

/// <summary>What a timeline may be narrowed to besides the kinds of runs.</summary>
public static class TimelineKinds
{
    /// <summary>Only changes of the configuration.</summary>
    public const string Configuration = "Configuration";
}
