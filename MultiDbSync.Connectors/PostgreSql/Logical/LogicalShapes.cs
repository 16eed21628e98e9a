using MultiDbSync.Connectors.Relational;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>How the published tables' values are to be read; a definition is taken apart once.</summary>
internal sealed class LogicalShapes
{
    private readonly Dictionary<string, PgShape> _shapes = new(StringComparer.Ordinal);

    /// <param name="tables">Receives the published tables by their numbers.</param>
    public RelationalCommand Read(Dictionary<uint, LogicalTable> tables) => new(
        $"SELECT relation::bigint, sync_set, table_id, definition FROM {LogicalTables.Published}", [], null,
        row => tables[(uint)row.GetInt64(0)] = new LogicalTable(row.GetString(1), row.GetString(2), Of(row.GetString(3))));

    private PgShape Of(string definition)
    {
        if (!_shapes.TryGetValue(definition, out var shape)) _shapes.Add(definition, shape = PgShape.Parse(definition));
        return shape;
    }
}
