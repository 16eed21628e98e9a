using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using Npgsql;

namespace MultiDbSync.Tests.Simulation;

/// <summary>
/// Applications on PostgreSQL: up to three transactions at once on each database, upserts, changed keys. What a statement did is told by the rows before and after it.
/// </summary>
internal sealed class PostgresApplication(StepRandom random, LossOracle oracle, IReadOnlyList<TableSchema> tables) : IApplication
{
    private const int MostOpen = 3;

    private readonly int _rows = random.Next(1, 4);

    public void Act(SimulatedNode simulated)
    {
        var node = (PostgresSimulatedNode)simulated;
        var open = node.Open.Count == MostOpen || (node.Open.Count > 0 && random.Next(2) == 0) ? node.Open[random.Next(node.Open.Count)] : Begin(node);
        for (var statements = random.Next(1, 4); statements > 0; statements--) Write(open);
        if (random.Next(10) < 7) End(node, open, commit: random.Next(100) < 85);
    }

    public void Finish(SimulatedNode simulated)
    {
        var node = (PostgresSimulatedNode)simulated;
        foreach (var open in node.Open.ToList()) End(node, open, commit: true);
    }

    private static PostgresOpenTransaction Begin(PostgresSimulatedNode node)
    {
        var open = new PostgresOpenTransaction(node.OpenConnection(), []);
        Run(open.Connection, "BEGIN; SET LOCAL lock_timeout = '2ms'");
        node.Open.Add(open);
        return open;
    }

    private void End(PostgresSimulatedNode node, PostgresOpenTransaction open, bool commit)
    {
        node.Open.Remove(open);
        Run(open.Connection, commit ? "COMMIT" : "ROLLBACK");
        open.Connection.Dispose();
        if (commit) oracle.Committed(open.Writes);
        else oracle.RolledBack(open.Writes);
    }

    private void Write(PostgresOpenTransaction open)
    {
        Run(open.Connection, "SAVEPOINT s");
        var before = Snapshot(open.Connection);
        try
        {
            Run(open.Connection, Statement());
        }
        catch (PostgresException)
        {
            // Another transaction holds the row, or a constraint refuses it: an application would get the error and go on.
            Run(open.Connection, "ROLLBACK TO s");
            return;
        }

        var after = Snapshot(open.Connection);
        open.Writes.AddRange(before.Keys.Union(after.Keys)
            .Select(k => (k.Table, Before: before.GetValueOrDefault(k), After: after.GetValueOrDefault(k))).Where(w => !Equals(w.Before, w.After)));
    }

    private Dictionary<(string Table, RowKey Key), RowImage> Snapshot(NpgsqlConnection connection)
    {
        var rows = new Dictionary<(string, RowKey), RowImage>();
        foreach (var table in tables)
            foreach (var row in PostgresSimulatedNode.Rows(connection, table)) rows.Add((table.Name, table.KeyOf(row)), row);
        return rows;
    }

    private string Statement()
    {
        var (id, other) = (random.Next(1, _rows + 1), random.Next(1, _rows + 1));
        var item = random.Next(3) == 0 ? "NULL" : other.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return random.Next(14) switch
        {
            0 or 1 => $"INSERT INTO items VALUES ({id}, {Value()}, {Value()})",
            2 => $"INSERT INTO items VALUES ({id}, {Value()}, {Value()}) ON CONFLICT (id) DO UPDATE SET a = excluded.a, b = excluded.b",
            3 or 4 => $"UPDATE items SET a = {Value()} WHERE id = {id}",
            5 => $"UPDATE items SET b = {Value()} WHERE id = {id}",
            6 => $"DELETE FROM items WHERE id = {id}",
            7 => $"UPDATE items SET id = {id} WHERE id = {other}",
            8 or 9 => $"INSERT INTO labels VALUES ({id}, {item}, {Code()})",
            10 => $"UPDATE labels SET code = {Code()}, item = {item} WHERE id = {id}",
            11 => $"UPDATE labels SET id = {id} WHERE id = {other}",
            12 => $"DELETE FROM labels WHERE id >= {id}",
            _ => "DELETE FROM labels; DELETE FROM items",
        };
    }

    private long Code() => random.Next(2) == 0 ? random.Next(1, 4) : random.NextToken();

    private long Value() => random.Next(4) == 0 ? 7 : random.NextToken();

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
