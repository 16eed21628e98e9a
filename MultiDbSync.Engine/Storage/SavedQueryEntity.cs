namespace MultiDbSync.Engine.Storage;

/// <summary>A query with a name.</summary>
public sealed class SavedQueryEntity
{
    /// <summary>Number.</summary>
    public long Id { get; set; }

    /// <summary>Who saved it.</summary>
    public required string Owner { get; set; }

    /// <summary>Its name; once for each owner.</summary>
    public required string Name { get; set; }

    /// <summary>The statement.</summary>
    public required string Sql { get; set; }

    /// <summary>Names of databases, as a JSON list.</summary>
    public required string Databases { get; set; }

    /// <summary>Everybody who may run queries sees it.</summary>
    public bool IsShared { get; set; }

    /// <summary>When it was saved last (hub clock).</summary>
    public DateTimeOffset ChangedAt { get; set; }
}
