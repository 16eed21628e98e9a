namespace MultiDbSync.Contracts.Runs;

/// <summary>How far the first load of one table has come.</summary>
/// <param name="Done">Every row has been copied.</param>
public sealed record LoadTableProgress(string Table, long Copied, long Estimated, bool Done);
