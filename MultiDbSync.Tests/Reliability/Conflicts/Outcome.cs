using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Tests.Reliability.Conflicts;

/// <summary>How conflicts end, by kind and policy. Right is later, left has the higher priority.</summary>
internal enum Outcome
{
    /// <summary>A person decides.</summary>
    Ask,

    /// <summary>The left row stands, or its absence.</summary>
    Left,

    /// <summary>The right row stands, or its absence.</summary>
    Right,

    /// <summary>Each column from the side that changed it.</summary>
    Merged,

    /// <summary>The same; what both changed from the left side.</summary>
    MergedLeft,

    /// <summary>The same; what both changed from the right side.</summary>
    MergedRight,
}
