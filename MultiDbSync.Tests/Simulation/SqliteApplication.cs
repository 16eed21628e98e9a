using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Simulation;

/// <summary>
/// An application on SQLite files: statements that replace, change keys, spell keys differently. What a statement did is told by the rows before and after it.
/// </summary>
internal sealed class SqliteApplication(StepRandom random, LossOracle oracle, IReadOnlyList<TableSchema> tables) : IApplication
{
    private readonly Dictionary<SimulatedNode, List<(string Table, RowImage? Before, RowImage? After)>> _open = [];
    private readonly int _rows = random.Next(1, 4);

    public void Act(SimulatedNode simulated)
    {
        var node = (SqliteSimulatedNode)simulated;
        if (!_open.TryGetValue(node, out var writes)) _open.Add(node, writes = Begin(node));
        for (var statements = random.Next(1, 4); statements > 0; statements--) writes.AddRange(Write(node));
        if (random.Next(10) < 8) End(node, commit: random.Next(100) < 85);
    }

    public void Finish(SimulatedNode simulated)
    {
        if (_open.ContainsKey(simulated)) End((SqliteSimulatedNode)simulated, commit: true);
    }

    private List<(string, RowImage?, RowImage?)> Begin(SqliteSimulatedNode node)
    {
        node.Application.Execute($"PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = {random.Next(2)}; BEGIN IMMEDIATE");
        return [];
    }

    private void End(SqliteSimulatedNode node, bool commit)
    {
        _open.Remove(node, out var writes);
        node.Application.Execute(commit ? "COMMIT" : "ROLLBACK");
        if (commit) oracle.Committed(writes!);
        else oracle.RolledBack(writes!);
    }

    private List<(string, RowImage?, RowImage?)> Write(SqliteSimulatedNode node)
    {
        var before = Snapshot(node);
        try
        {
            node.Application.Execute(Statement(node));
        }
        catch (ConnectorException e) when (e.ErrorClass == ConnectorErrorClass.Constraint)
        {
            return [];
        }

        var after = Snapshot(node);
        return [.. before.Keys.Union(after.Keys).Select(k => (k.Table, Before: before.GetValueOrDefault(k), After: after.GetValueOrDefault(k))).Where(w => !Equals(w.Before, w.After))];
    }

    private Dictionary<(string Table, RowKey Key), RowImage> Snapshot(SimulatedNode node) =>
        tables.SelectMany(t => node.Rows(t.Name).Select(r => (Place: (t.Name, t.KeyOf(r)), Row: r))).ToDictionary(r => r.Place, r => r.Row);

    private string Statement(SimulatedNode node)
    {
        var map = node.Map("items");
        var items = SqliteSimulatedNode.Quote(map?.Native.Name ?? "items");
        var columns = (map?.Native ?? SimulatedSchema.Items).Columns.Select(c => SqliteSimulatedNode.Quote(c.Name)).ToList();
        var (a, b) = (columns[1], columns[^1]);
        var (id, other) = (random.Next(1, _rows + 1), random.Next(1, _rows + 1));
        var item = random.Next(3) == 0 ? "NULL" : other.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return random.Next(20) switch
        {
            0 or 1 or 2 => $"INSERT INTO {items} VALUES ({id}{string.Concat(columns.Skip(1).Select(_ => $", {Value()}"))})",
            3 or 4 => $"UPDATE {items} SET {a} = {Value()} WHERE id = {id}",
            5 or 6 => $"UPDATE {items} SET {b} = {Value()} WHERE id = {id}",
            7 => $"DELETE FROM {items} WHERE id = {id}",
            8 => $"INSERT OR REPLACE INTO {items} VALUES ({id}{string.Concat(columns.Skip(1).Select(_ => $", {Value()}"))})",
            9 => $"UPDATE {(random.Next(2) == 0 ? "OR REPLACE" : "")} {items} SET id = {id} WHERE id = {other}",
            10 => $"INSERT INTO labels VALUES ({id}, {item}, {Code()})",
            11 => $"INSERT OR REPLACE INTO labels VALUES ({id}, {item}, {Code()})",
            12 => $"UPDATE OR REPLACE labels SET code = {Code()} WHERE id = {id}",
            13 => $"DELETE FROM labels WHERE id >= {id}",
            14 => $"INSERT INTO names VALUES ({Name()}, {Value()})",
            15 => $"INSERT INTO names VALUES ({Name()}, {Value()}) ON CONFLICT (name) DO UPDATE SET v = excluded.v",
            16 => $"INSERT OR REPLACE INTO names VALUES ({Name()}, {Value()})",
            17 => $"UPDATE names SET v = {Value()} WHERE name = {Name()}",
            18 => $"UPDATE OR REPLACE names SET name = {Name()} WHERE name = {Name()}",
            _ => $"DELETE FROM names WHERE name = {Name()}",
        };
    }

    private string Name() => random.Next(2 * _rows) switch { 0 or 1 => "'abc'", 2 or 3 => "'ABC'", 4 => "'Abc'", _ => "'x'" };

    private long Code() => random.Next(2) == 0 ? random.Next(1, 4) : random.NextToken();

    private long Value() => random.Next(4) == 0 ? 7 : random.NextToken();
}
