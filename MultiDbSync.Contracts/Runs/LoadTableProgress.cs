namespace MultiDbSync.Contracts.Runs;

/// <summary>How far the first load of one table has come.</summary>
/// <param name="Done">Every row has been copied.</param>
/// <param name="RowsPerSecond">On average while it was copied; 0 before the first chunk.</param>
/// <param name="SecondsLeft">Until every row is copied, as far as the rate tells; null when it tells nothing.</param>
public sealed record LoadTableProgress(string Table, long Copied, long Estimated, bool Done, double RowsPerSecond = 0, double? SecondsLeft = null);
