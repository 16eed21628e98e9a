using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;

namespace MultiDbSync.Contracts.SyncSets;

/// <summary>A database's part in a sync set.</summary>
/// <param name="Database">As lists show it.</param>
/// <param name="State">How far it has come in joining.</param>
/// <param name="Load">The latest run of its first load, with how far it is; null when it joined without one.</param>
/// <param name="Tables">Tables that are not the same there, or that rest.</param>
public sealed record SyncSetMember(
    DatabaseSummary Database, RouteState State, RouteDirection Direction, FirstLoadMode LoadMode, string? LoadSource, RunSummary? Load, IReadOnlyList<MemberTable> Tables);
