namespace MultiDbSync.Contracts.Conflicts;

/// <summary>Where the result's value of a column comes from.</summary>
public enum ColumnSource
{
    /// <summary>The side that the hub accepted first.</summary>
    Left,

    /// <summary>The side that met it.</summary>
    Right,

    /// <summary>The row before both changes.</summary>
    Base,
}
