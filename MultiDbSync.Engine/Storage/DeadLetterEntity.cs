namespace MultiDbSync.Engine.Storage;

/// <summary>A row that a database refuses. It stays until the row is written there after all, or the database leaves.</summary>
public sealed class DeadLetterEntity
{
    /// <summary>Number.</summary>
    public long Id { get; set; }

    /// <summary>The set's name.</summary>
    public required string SyncSet { get; set; }

    /// <summary>The database that refuses it.</summary>
    public required string Node { get; set; }

    /// <summary>The table's name in the set.</summary>
    public required string TableName { get; set; }

    /// <summary>The row's key as <see cref="Changes.RowKey.Text"/>.</summary>
    public required string Key { get; set; }

    /// <summary>Why, in words for a person; no row values.</summary>
    public required string Error { get; set; }

    /// <summary>Hub position of the change that was refused.</summary>
    public long Position { get; set; }

    /// <summary>When it was refused first.</summary>
    public DateTimeOffset FirstAt { get; set; }

    /// <summary>When it was refused last.</summary>
    public DateTimeOffset LastAt { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }
}
