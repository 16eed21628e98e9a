namespace MultiDbSync.Connectors.Relational;

/// <summary>What an error says of the row that was being written.</summary>
internal enum RelationalErrorKind
{
    /// <summary>Nothing: the transaction is over.</summary>
    Other,

    /// <summary>Another row holds the value of a unique key.</summary>
    Unique,

    /// <summary>A parent is missing, or children remain.</summary>
    ForeignKey,

    /// <summary>A check, a type, a trigger of the application refuses the row.</summary>
    Refused,

    /// <summary>An application holds a lock that the row needs.</summary>
    Locked,
}
