namespace MultiDbSync.Contracts.Conflicts;

/// <summary>What two databases did to one row (or to rows that one constraint joins) without knowing of each other.</summary>
public enum ConflictKind
{
    /// <summary>Both changed the same column to different values.</summary>
    UpdateUpdate,

    /// <summary>Both changed the row, in different columns.</summary>
    DisjointUpdate,

    /// <summary>The earlier side updated, the later side deleted.</summary>
    UpdateDelete,

    /// <summary>The earlier side deleted, the later side updated.</summary>
    DeleteUpdate,

    /// <summary>Both created the key with different content.</summary>
    CreateCreate,

    /// <summary>Another row holds the value of a unique column.</summary>
    UniqueKey,

    /// <summary>A row and the row that it refers to can't both stand as they are.</summary>
    ForeignKey,

    /// <summary>A database's row was not what it should have been, and no change of its own explains it.</summary>
    Divergence,
}
