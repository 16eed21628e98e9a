namespace MultiDbSync.Tests.Simulation;

/// <summary>A history as data: how the world is set up, and the steps. Drawn from a seed; the shrinker takes away from it.</summary>
internal sealed record WalkPlan
{
    /// <summary>What the set-up and the quiet at the end are drawn from.</summary>
    public required int Seed { get; init; }

    /// <summary>Databases at the beginning.</summary>
    public required int Nodes { get; init; }

    public required string ItemsPolicy { get; init; }

    public required string LabelsPolicy { get; init; }

    /// <summary>Labels refer to items, and their codes are unique.</summary>
    public bool Constraints { get; init; }

    /// <summary>Databases hold the tables in other ways.</summary>
    public bool Routes { get; init; }

    /// <summary>The nodes' clocks differ from the hub's.</summary>
    public bool Skew { get; init; }

    public required IReadOnlyList<WalkStep> Steps { get; init; }

    /// <summary>Something changes rows behind the back of capture.</summary>
    public bool Bypasses => Steps.Any(s => s.Kind == StepKind.Bypass);
}
