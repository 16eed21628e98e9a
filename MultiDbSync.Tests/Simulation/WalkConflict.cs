using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A conflict's record, as the oracles read it.</summary>
internal sealed record WalkConflict(
    long Id,
    string Table,
    RowKey Key,
    ConflictKind Kind,
    ConflictStatus Status,
    RowImage? Base,
    RowImage? Left,
    RowImage? Right,
    RowImage? Result,
    string LeftOrigin,
    string RightOrigin,
    DateTimeOffset LeftAt,
    DateTimeOffset RightAt,
    string? Related,
    int Version,
    string? ResolvedBy,
    string? Resolution)
{
    /// <summary>Values of rows that stand in the way.</summary>
    public IEnumerable<RowImage> RelatedImages => RelatedRowImage.FromJson(Related).SelectMany(r => new[] { r.Image, r.Before }).Select(RowImage.FromJson).OfType<RowImage>();

    public override string ToString() =>
        $"#{Id} {Kind} {Status} {Table} {Key} base {Base?.ToJson() ?? "-"} left {LeftOrigin} {LeftAt:HH:mm:ss} {Left?.ToJson() ?? "-"} right {RightOrigin} {RightAt:HH:mm:ss} {Right?.ToJson() ?? "-"} "
        + $"result {Result?.ToJson() ?? "-"} {ResolvedBy} {Resolution} related {Related}";
}
