namespace MultiDbSync.Contracts.Conflicts;

/// <summary>A person's decision.</summary>
public enum ConflictChoice
{
    /// <summary>The left side's row (or its absence) stands.</summary>
    KeepLeft,

    /// <summary>The right side's row (or its absence) stands.</summary>
    KeepRight,

    /// <summary>The row becomes what was typed in.</summary>
    Edit,
}
