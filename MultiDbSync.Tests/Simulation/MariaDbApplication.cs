using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Tests.Support;
using MySqlConnector;

namespace MultiDbSync.Tests.Simulation;

/// <summary>
/// An application on MariaDB: statements that replace, update on a duplicate, change keys, spell keys differently, in transactions that stay open and hold
/// rows. What a statement did is told by the rows before and after it.
/// </summary>
internal sealed class MariaDbApplication(StepRandom random, LossOracle oracle, IReadOnlyList<TableSchema> tables) : IApplication
{
    private readonly Dictionary<SimulatedNode, List<(string Table, RowImage? Before, RowImage? After)>> _open = [];
    private readonly int _rows = random.Next(1, 4);

    public void Act(SimulatedNode simulated)
    {
        var node = (MariaDbSimulatedNode)simulated;
        if (!_open.TryGetValue(node, out var writes))
        {
            _open.Add(node, writes = []);
            MariaDbDatabase.Run(node.Application, "START TRANSACTION");
        }

        for (var statements = random.Next(1, 4); statements > 0; statements--) writes.AddRange(Write(node));
        if (random.Next(10) < 8) End(node, commit: random.Next(100) < 85);
    }

    public void Finish(SimulatedNode simulated)
    {
        if (_open.ContainsKey(simulated)) End((MariaDbSimulatedNode)simulated, commit: true);
    }

    private void End(MariaDbSimulatedNode node, bool commit)
    {
        _open.Remove(node, out var writes);
        MariaDbDatabase.Run(node.Application, commit ? "COMMIT" : "ROLLBACK");
        if (commit) oracle.Committed(writes!);
        else oracle.RolledBack(writes!);
    }

    private List<(string, RowImage?, RowImage?)> Write(MariaDbSimulatedNode node)
    {
        var before = Snapshot(node);
        try
        {
            MariaDbDatabase.Run(node.Application, Statement());
        }
        catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.DuplicateKeyEntry or MySqlErrorCode.NoReferencedRow2 or MySqlErrorCode.RowIsReferenced2)
        {
            return [];
        }

        var after = Snapshot(node);
        return [.. before.Keys.Union(after.Keys).Select(k => (k.Table, Before: before.GetValueOrDefault(k), After: after.GetValueOrDefault(k))).Where(w => !Equals(w.Before, w.After))];
    }

    private Dictionary<(string Table, RowKey Key), RowImage> Snapshot(SimulatedNode node) =>
        tables.SelectMany(t => node.Rows(t.Name).Select(r => (Place: (t.Name, t.KeyOf(r)), Row: r))).ToDictionary(r => r.Place, r => r.Row);

    private string Statement()
    {
        var (id, other) = (random.Next(1, _rows + 1), random.Next(1, _rows + 1));
        var item = random.Next(3) == 0 ? "NULL" : other.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return random.Next(22) switch
        {
            0 or 1 or 2 => $"INSERT INTO items VALUES ({id}, {Value()}, {Value()})",
            3 or 4 => $"UPDATE items SET a = {Value()} WHERE id = {id}",
            5 or 6 => $"UPDATE items SET b = {Value()} WHERE id = {id}",
            7 => $"DELETE FROM items WHERE id = {id}",
            8 => $"REPLACE INTO items VALUES ({id}, {Value()}, {Value()})",
            9 => $"UPDATE items SET id = {id} WHERE id = {other}",
            10 => $"INSERT INTO labels VALUES ({id}, {item}, {Code()})",
            11 => $"REPLACE INTO labels VALUES ({id}, {item}, {Code()})",
            12 => $"UPDATE labels SET code = {Code()} WHERE id = {id}",
            13 => $"DELETE FROM labels WHERE id >= {id}",
            14 => $"INSERT INTO names VALUES ({Name()}, {Value()})",
            15 => $"INSERT INTO names VALUES ({Name()}, {Value()}) ON DUPLICATE KEY UPDATE v = VALUES(v)",
            16 => $"REPLACE INTO names VALUES ({Name()}, {Value()})",
            17 => $"UPDATE names SET v = {Value()} WHERE name = {Name()}",
            18 => $"UPDATE names SET name = {Name()} WHERE name = {Name()}",
            19 => $"INSERT IGNORE INTO items VALUES ({id}, {Value()}, 7), ({other}, {Value()}, 7)",
            20 => $"UPDATE items, labels SET items.a = {Value()}, labels.code = labels.code + 100 WHERE labels.item = items.id AND items.id = {id}",
            _ => $"DELETE FROM names WHERE name = {Name()}",
        };
    }

    private string Name() => random.Next(2 * _rows) switch { 0 or 1 => "'abc'", 2 or 3 => "'ABC'", 4 => "'Ábc'", _ => "'x'" };

    private long Code() => random.Next(2) == 0 ? random.Next(1, 4) : random.NextToken();

    private long Value() => random.Next(4) == 0 ? 7 : random.NextToken();
}
