using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Topology;

/// <summary>A table of a sync set: its agreed schema, and the policy that settles its conflicts (see <c>PolicySpec</c>).</summary>
public sealed record SyncTableInfo(TableSchema Schema, string Policy);
