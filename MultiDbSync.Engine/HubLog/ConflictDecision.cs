using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Audit;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>A person's decision.</summary>
/// <param name="Version">The version that the person saw.</param>
/// <param name="Edited">The row, for <see cref="ConflictChoice.Edit"/> and <see cref="ConflictChoice.Columns"/>.</param>
/// <param name="By">Who decided.</param>
public sealed record ConflictDecision(long ConflictId, int Version, ConflictChoice Choice, RowImage? Edited, string By, string? Comment)
{
    /// <summary>For <see cref="ConflictChoice.KeepBoth"/>: the right row's key; null lets the hub make one.</summary>
    public RowKey? NewKey { get; init; }

    /// <summary>Written into the hub transaction that carries the decision out.</summary>
    public AuditEntry? Audit { get; init; }
}
