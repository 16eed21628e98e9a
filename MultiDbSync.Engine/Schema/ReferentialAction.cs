namespace MultiDbSync.Engine.Schema;

/// <summary>What a foreign key does to children.</summary>
public enum ReferentialAction
{
    /// <summary>Nothing: the statement is refused.</summary>
    NoAction,

    /// <summary>Children go or change with the parent.</summary>
    Cascade,

    /// <summary>Children refer to nothing.</summary>
    SetNull,

    /// <summary>Children refer to the column's default.</summary>
    SetDefault,
}
