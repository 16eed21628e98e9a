namespace MultiDbSync.Engine.Storage;

/// <summary>A step in the life of a conflict. Never changed; goes with its conflict.</summary>
public sealed class ConflictEventEntity
{
    /// <summary>Number; orders.</summary>
    public long Id { get; set; }

    /// <summary>The conflict.</summary>
    public long ConflictId { get; set; }

    /// <summary>When (hub clock).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Who: an account, or <c>policy</c>, <c>sync</c>.</summary>
    public required string Actor { get; set; }

    /// <summary>See <see cref="Conflicts.ConflictActions"/>.</summary>
    public required string Action { get; set; }

    /// <summary>What, in words: the choice, the assignee, the comment. No row values but what a person typed into a comment.</summary>
    public string? Detail { get; set; }
}
