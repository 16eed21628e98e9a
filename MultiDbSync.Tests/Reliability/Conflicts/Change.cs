namespace MultiDbSync.Tests.Reliability.Conflicts;

/// <summary>What one side does to the row of a <see cref="Meeting"/>: columns v and w are text, n is a number.</summary>
internal enum Change
{
    Create,

    /// <summary>What the other side creates.</summary>
    CreateSame,

    /// <summary>Columns v and w.</summary>
    Update,

    /// <summary>Column v.</summary>
    UpdateOverlapping,

    /// <summary>What the other side writes.</summary>
    UpdateSame,

    /// <summary>Column v.</summary>
    UpdateOne,

    /// <summary>Column w.</summary>
    UpdateOther,

    Delete,

    /// <summary>The row gets another key.</summary>
    Rekey,

    /// <summary>The row gets another key than the other side gives it.</summary>
    RekeyElsewhere,

    /// <summary>Another row gets this key.</summary>
    RekeyHere,
}
