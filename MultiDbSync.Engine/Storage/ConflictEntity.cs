using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Engine.Storage;

/// <summary>A conflict (<c>data_conflicts</c>). Images are canonical JSON of <see cref="Changes.RowImage"/>; null means no row.</summary>
public sealed class ConflictEntity
{
    /// <summary>Number.</summary>
    public long Id { get; set; }

    /// <summary>The set.</summary>
    public required string SyncSet { get; set; }

    /// <summary>The table.</summary>
    public required string TableName { get; set; }

    /// <summary>Canonical text of the row's <see cref="Changes.RowKey"/>.</summary>
    public required string RowKey { get; set; }

    /// <summary>Key form under which the row is parked.</summary>
    public required string KeyForm { get; set; }

    /// <summary>What happened.</summary>
    public ConflictKind Kind { get; set; }

    /// <summary>Where it stands.</summary>
    public ConflictStatus Status { get; set; }

    /// <summary>What both sides started from.</summary>
    public string? BaseImage { get; set; }

    /// <summary>The side accepted first.</summary>
    public string? LeftImage { get; set; }

    /// <summary>The side that met it.</summary>
    public string? RightImage { get; set; }

    /// <summary>The row as decided; null also while open.</summary>
    public string? ResultImage { get; set; }

    /// <summary>Node of the left side.</summary>
    public required string LeftOrigin { get; set; }

    /// <summary>Node of the right side.</summary>
    public required string RightOrigin { get; set; }

    /// <summary>Time of the left change by the hub's clock: its node's time, corrected by the offset measured when it was captured.</summary>
    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>Time of the right change, as <see cref="LeftAt"/>.</summary>
    public DateTimeOffset? RightAt { get; set; }

    /// <summary>Hub position of the left side's head.</summary>
    public long LeftPosition { get; set; }

    /// <summary>What the right side's node had received when it changed the row.</summary>
    public long RightSeen { get; set; }

    /// <summary>JSON list of <see cref="Conflicts.RelatedRowImage"/>.</summary>
    public string? Related { get; set; }

    /// <summary>Grows when later changes join.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When the hub found it (hub clock).</summary>
    public DateTimeOffset DetectedAt { get; set; }

    /// <summary>When it was settled.</summary>
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Who or which policy settled it.</summary>
    public string? ResolvedBy { get; set; }

    /// <summary>How: <c>keep-left</c>, <c>keep-right</c>, <c>edit</c>, <c>keep-both</c>, <c>merged</c> or <c>released</c>.</summary>
    public string? Resolution { get; set; }

    /// <summary>A person's remark.</summary>
    public string? Comment { get; set; }

    /// <summary>The account that is to decide, or null.</summary>
    public string? AssignedTo { get; set; }

    /// <summary>Canonical text of the key that the right side's row got where both were kept.</summary>
    public string? NewKey { get; set; }

    /// <summary>What a model proposed, as JSON, or null.</summary>
    public string? Proposal { get; set; }

    /// <summary>When the mail about it left, or null.</summary>
    public DateTimeOffset? MailedAt { get; set; }

    /// <summary>Changes that joined while it was open, oldest first.</summary>
    public List<ConflictSideEntity> Sides { get; } = [];

    /// <summary>What happened to it, oldest first.</summary>
    public List<ConflictEventEntity> Events { get; } = [];
}
