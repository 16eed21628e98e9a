namespace MultiDbSync.Engine.Storage;

/// <summary>A table of a sync set.</summary>
public sealed class SyncTableEntity
{
    /// <summary>The set's name.</summary>
    public required string SyncSet { get; set; }

    /// <summary>The table's name.</summary>
    public required string Name { get; set; }

    /// <summary>See <c>PolicySpec</c>.</summary>
    public required string Policy { get; set; }

    /// <summary>The agreed <see cref="Schema.TableSchema"/> as JSON.</summary>
    public required string SchemaJson { get; set; }
}
