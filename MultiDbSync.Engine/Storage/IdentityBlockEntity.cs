namespace MultiDbSync.Engine.Storage;

/// <summary>A block of numbers that one database gives to its new rows.</summary>
public sealed class IdentityBlockEntity
{
    /// <summary>Number.</summary>
    public long Id { get; set; }

    /// <summary>The set's name.</summary>
    public required string SyncSet { get; set; }

    /// <summary>The table's name in the set.</summary>
    public required string TableName { get; set; }

    /// <summary>The database that the block belongs to.</summary>
    public required string Node { get; set; }

    /// <summary>First number of the block.</summary>
    public long First { get; set; }

    /// <summary>Last number of the block.</summary>
    public long Last { get; set; }

    /// <summary>When it was given out.</summary>
    public DateTimeOffset GivenAt { get; set; }
}
