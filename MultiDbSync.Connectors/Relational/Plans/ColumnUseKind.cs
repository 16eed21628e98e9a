namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>How a condition uses a column.</summary>
internal enum ColumnUseKind
{
    /// <summary>Compared with a value, a list of values or nothing (IS NULL).</summary>
    Equal,

    /// <summary>Equal to a column of another table.</summary>
    Join,

    /// <summary>Less, more, between.</summary>
    Range,

    /// <summary>A pattern that begins with text.</summary>
    Prefix,

    /// <summary>A pattern that begins with a wildcard.</summary>
    Anywhere,

    /// <summary>Inside a function or an expression.</summary>
    Wrapped,

    /// <summary>In a way that no index on it serves.</summary>
    Other,
}
