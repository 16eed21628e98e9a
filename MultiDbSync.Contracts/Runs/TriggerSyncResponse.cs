namespace MultiDbSync.Contracts.Runs;

/// <summary>The runs that were queued, or that were under way already: pressing twice is safe.</summary>
public sealed record TriggerSyncResponse(IReadOnlyList<RunSummary> Runs);
