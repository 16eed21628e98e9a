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

    /// <summary>Each column is taken from one side.</summary>
    Columns,

    /// <summary>Both rows stand: the right one under a new key, and the rows that refer to it follow. For rows that two databases created with one key.</summary>
    KeepBoth,
}
