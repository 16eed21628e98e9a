namespace MultiDbSync.Engine.Changes;

/// <summary>The canonical type of one value, independent of any database make.</summary>
public enum CellKind
{
    /// <summary>SQL NULL.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A 64-bit signed integer.</summary>
    Integer,

    /// <summary>An IEEE 754 double, compared by its bits.</summary>
    Real,

    /// <summary>A decimal number of any length, as its text.</summary>
    Decimal,

    /// <summary>Unicode text, compared code unit by code unit.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>ISO 8601 date.</summary>
    Date,

    /// <summary>ISO 8601 time of day.</summary>
    Time,

    /// <summary>ISO 8601 local date and time.</summary>
    Timestamp,

    /// <summary>ISO 8601 instant with offset.</summary>
    TimestampOffset,

    /// <summary>A UUID in lower case with hyphens.</summary>
    Uuid,

    /// <summary>JSON text.</summary>
    Json,
}
