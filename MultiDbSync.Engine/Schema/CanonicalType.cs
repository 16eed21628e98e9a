namespace MultiDbSync.Engine.Schema;

/// <summary>The types that every connector maps from and to.</summary>
public enum CanonicalType
{
    /// <summary>Whatever the engine holds there (SQLite columns without a telling type).</summary>
    Any,
    /// <summary>True or false.</summary>
    Boolean,
    /// <summary>16-bit signed integer.</summary>
    Int16,
    /// <summary>32-bit signed integer.</summary>
    Int32,
    /// <summary>64-bit signed integer.</summary>
    Int64,
    /// <summary>Exact decimal.</summary>
    Decimal,
    /// <summary>IEEE 754 single.</summary>
    Float32,
    /// <summary>IEEE 754 double.</summary>
    Float64,
    /// <summary>Text.</summary>
    Text,
    /// <summary>Bytes.</summary>
    Binary,
    /// <summary>Date.</summary>
    Date,
    /// <summary>Time of day.</summary>
    Time,
    /// <summary>Local date and time.</summary>
    Timestamp,
    /// <summary>Instant with offset.</summary>
    TimestampOffset,
    /// <summary>UUID.</summary>
    Uuid,
    /// <summary>JSON.</summary>
    Json,
}
