using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Tables to empty before a first load, parents first.</summary>
internal sealed record EmptyRequest(string SyncSet, string Hub, long Incarnation, IReadOnlyList<TableSchema> Tables);
