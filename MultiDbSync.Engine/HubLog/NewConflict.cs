using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;

namespace MultiDbSync.Engine.HubLog;

/// <summary>A conflict to record. With status open it parks its row.</summary>
internal sealed record NewConflict(string Table, RowKey Key, string KeyForm, ConflictKind Kind, ConflictStatus Status)
{
    public RowImage? Base { get; init; }

    public RowImage? Left { get; init; }

    public RowImage? Right { get; init; }

    public RowImage? Result { get; init; }

    public required string LeftOrigin { get; init; }

    public required string RightOrigin { get; init; }

    public DateTimeOffset LeftAt { get; init; }

    public DateTimeOffset RightAt { get; init; }

    public long LeftPosition { get; init; }

    public long RightSeen { get; init; }

    public IReadOnlyList<RelatedRowImage> Related { get; init; } = [];

    /// <summary>The key that the right side's row got where both were kept.</summary>
    public RowKey? NewKey { get; init; }

    /// <summary>The policy that settled it; null while open.</summary>
    public string? Policy { get; init; }

    /// <summary>How it was settled; null while open.</summary>
    public string? Resolution { get; init; }
}
