using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>How a conflict ends.</summary>
/// <param name="Action">See <see cref="Conflicts.ConflictActions"/>.</param>
/// <param name="By">An account, or a policy's name.</param>
internal sealed record ConflictClosing(ConflictStatus Status, RowImage? Result, string Resolution, string Action, string By, string? Comment)
{
    /// <summary>The key that the right side's row got where both were kept.</summary>
    public RowKey? NewKey { get; init; }
}
