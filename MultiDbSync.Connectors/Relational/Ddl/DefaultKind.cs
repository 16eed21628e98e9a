namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>What a column's default is, whichever make spelt it.</summary>
internal enum DefaultKind
{
    /// <summary>A text constant.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>The moment of writing.</summary>
    CurrentTimestamp,

    /// <summary>The day of writing.</summary>
    CurrentDate,

    /// <summary>The time of day of writing.</summary>
    CurrentTime,
}
