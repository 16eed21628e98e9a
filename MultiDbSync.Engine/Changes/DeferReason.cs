namespace MultiDbSync.Engine.Changes;

/// <summary>Why a row was left alone.</summary>
public enum DeferReason
{
    /// <summary>The node has a change of its own for the row that the hub has not judged yet.</summary>
    LocalChange,

    /// <summary>The row is in an open conflict.</summary>
    Parked,

    /// <summary>An application holds the row.</summary>
    Locked,

    /// <summary>The row that it refers to is missing, or rows that refer to it remain.</summary>
    ForeignKey,

    /// <summary>Another row holds the value of a unique column.</summary>
    UniqueKey,

    /// <summary>The node's row was not what it should have been.</summary>
    Divergence,

    /// <summary>The table has drifted and rests.</summary>
    Paused,

    /// <summary>The database refuses the row for another reason; see the dead letter.</summary>
    Rejected,
}
