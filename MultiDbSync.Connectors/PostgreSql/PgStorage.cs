namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>How a column's values travel to and from the server.</summary>
internal enum PgStorage
{
    Boolean,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
    Text,
    Binary,
    Uuid,

    /// <summary>As text that the server reads by the type's own input function.</summary>
    Cast,

    /// <summary>An array: an array literal there, JSON here.</summary>
    Array,
}
