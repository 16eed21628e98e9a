using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;

namespace MultiDbSync.Engine.HubLog;

/// <summary>A recorded conflict, as its resolution needs it.</summary>
internal sealed record StoredConflict(
    long Id,
    string Table,
    RowKey Key,
    string KeyForm,
    ConflictKind Kind,
    ConflictStatus Status,
    RowImage? Base,
    RowImage? Left,
    RowImage? Right,
    string LeftOrigin,
    string RightOrigin,
    IReadOnlyList<RelatedRowImage> Related,
    int Version)
{
    /// <summary>The row as decided.</summary>
    public RowImage? Result { get; init; }

    public DateTimeOffset LeftAt { get; init; }

    public DateTimeOffset RightAt { get; init; }
}
