namespace MultiDbSync.Engine.Storage;

/// <summary>A change that joined an open conflict.</summary>
public sealed class ConflictSideEntity
{
    /// <summary>Number; orders.</summary>
    public long Id { get; set; }

    /// <summary>The conflict.</summary>
    public long ConflictId { get; set; }

    /// <summary>Node of the change.</summary>
    public required string Origin { get; set; }

    /// <summary>The row before, canonical JSON.</summary>
    public string? BeforeImage { get; set; }

    /// <summary>The row after, canonical JSON; null for a delete.</summary>
    public string? AfterImage { get; set; }

    /// <summary>Time by the node's clock.</summary>
    public DateTimeOffset At { get; set; }
}
