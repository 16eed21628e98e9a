using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>A database's tables once those that it lacked were made.</summary>
/// <param name="Tables">As its connector reads them now.</param>
/// <param name="Request">What was asked for, with the names that the made tables bear there.</param>
/// <param name="AfterLoad">Statements that are better run once the rows are there.</param>
/// <param name="Misfit">Why nothing was made, or null.</param>
internal sealed record MadeTables(IReadOnlyList<TableSchema> Tables, FirstLoadRequest Request, IReadOnlyList<string> AfterLoad, LoadPlan? Misfit);
