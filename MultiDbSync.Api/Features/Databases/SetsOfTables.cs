using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Which sync set each table of a database belongs to.</summary>
internal static class SetsOfTables
{
    /// <summary>The set's name by the database's own name of the table.</summary>
    public static IReadOnlyDictionary<string, string> SetsOfTablesOf(this TopologySnapshot topology, string database) =>
        (from set in topology.SetsOf(database)
         from table in set.Tables
         select (Name: set.RouteOf(database).Tables.GetValueOrDefault(table.Schema.Name)?.Native.Name ?? table.Schema.Name, Set: set.Name))
        .DistinctBy(t => t.Name).ToDictionary(t => t.Name, t => t.Set, StringComparer.Ordinal);
}
