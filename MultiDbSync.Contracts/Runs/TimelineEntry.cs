namespace MultiDbSync.Contracts.Runs;

/// <summary>What happened at a time: a run was asked for, or the configuration was changed. One of the two is there.</summary>
public sealed record TimelineEntry(DateTimeOffset At, RunSummary? Run, ConfigurationChange? Change);
