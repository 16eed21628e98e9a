using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Contracts.Runs;

/// <summary>How far a first load has come.</summary>
/// <param name="Database">The database that is loaded.</param>
/// <param name="Source">The database whose rows are copied, or null.</param>
/// <param name="Estimated">Rows that the source was thought to have when the load began.</param>
/// <param name="RowsPerSecond">On average so far; 0 before the first chunk.</param>
/// <param name="SecondsLeft">Until every row is copied, as far as the rate tells; null when it tells nothing.</param>
public sealed record LoadProgress(
    string Database,
    string? Source,
    FirstLoadMode Mode,
    long Copied,
    long Estimated,
    double RowsPerSecond,
    double? SecondsLeft,
    IReadOnlyList<LoadTableProgress> Tables)
{
    /// <summary>What tables that were made for it hold in another way than where they come from, in words for a person. Only a run that is asked for by its number tells it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Who has paused the copying, or null.</summary>
    public string? PausedBy { get; init; }

    /// <summary>Copying is under way, so it can be paused. Afterwards what is left is short, and harmless to wait for.</summary>
    public bool Copying { get; init; }
}
