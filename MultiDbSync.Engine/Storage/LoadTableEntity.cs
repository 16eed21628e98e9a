namespace MultiDbSync.Engine.Storage;

/// <summary>How far the first load of one table has come: a load that was cut off goes on behind it.</summary>
public sealed class LoadTableEntity
{
    /// <summary>The set's name.</summary>
    public required string SyncSet { get; set; }

    /// <summary>The database that is loaded.</summary>
    public required string Node { get; set; }

    /// <summary>The table's name in the set.</summary>
    public required string TableName { get; set; }

    /// <summary>Rows that the source was thought to have when the load began.</summary>
    public long Estimated { get; set; }

    /// <summary>Rows copied.</summary>
    public long Copied { get; set; }

    /// <summary>Key of the last row copied, as <see cref="Changes.RowKey.Text"/>; null before the first.</summary>
    public string? LastKey { get; set; }

    /// <summary>Every row has been copied.</summary>
    public bool Done { get; set; }

    /// <summary>When its first chunk was read, moved on by the time in which it rested.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When its last chunk was written.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}
