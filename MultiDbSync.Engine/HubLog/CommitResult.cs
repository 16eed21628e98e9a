using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Engine.HubLog;

/// <summary>What became of a capture read.</summary>
/// <param name="Grown">Sync sets whose log has grown.</param>
/// <param name="OpenedConflicts">Conflicts that wait for a person since this commit.</param>
internal sealed record CommitResult(CommitStatus Status, IReadOnlySet<string> Grown, IReadOnlyList<OpenedConflict> OpenedConflicts)
{
    /// <summary>Changes accepted into the log.</summary>
    public int Accepted { get; init; }

    /// <summary>The same by sync set, where there are any.</summary>
    public IReadOnlyDictionary<string, int> AcceptedBySet { get; init; } = new Dictionary<string, int>();

    /// <summary>Changes that found their value already there.</summary>
    public int EqualResults { get; init; }

    /// <summary>Of the equal results: both sides deleted the row.</summary>
    public int BothDeleted { get; init; }

    /// <summary>Open conflicts that were settled because what they waited for has come.</summary>
    public int Released { get; init; }

    /// <summary>Conflicts that a policy settled.</summary>
    public int Settled { get; init; }

    /// <summary>Changes that joined open conflicts.</summary>
    public int Joined { get; init; }

    /// <summary>A result without entries.</summary>
    public static CommitResult Of(CommitStatus status) => new(status, new HashSet<string>(), []);
}

/// <summary>A conflict that was opened or settled by a policy.</summary>
internal sealed record OpenedConflict(long Id, string SyncSet, string Table, ConflictKind Kind, ConflictStatus Status);
