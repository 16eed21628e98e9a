namespace MultiDbSync.Contracts.Query;

/// <summary>What an advice is about.</summary>
public enum QueryAdviceKind
{
    /// <summary>A big table is read whole, and an index on the columns of its conditions is missing.</summary>
    FullScan,

    /// <summary>A big table is read whole because nothing narrows it.</summary>
    WholeTable,

    /// <summary>A big table is read whole once for each row of another.</summary>
    JoinWithoutIndex,

    /// <summary>Every row of one table meets every row of another.</summary>
    JoinWithoutCondition,

    /// <summary>Rows are sorted apart, in memory or on disk, that an index would deliver in order.</summary>
    Sort,

    /// <summary>A function stands between a condition and its column, so no index on the column serves it.</summary>
    FunctionOnColumn,

    /// <summary>A pattern begins with a wildcard, which no ordinary index serves.</summary>
    LeadingWildcard,

    /// <summary>There is an index, and the database reads the whole table all the same.</summary>
    IndexNotUsed,

    /// <summary>All columns are asked for.</summary>
    AllColumns,
}
