using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;

namespace MultiDbSync.Tests.Simulation;

/// <summary>Applications that write to the nodes: a few rows, some transactions left open, some rolled back.</summary>
internal sealed class InMemoryApplication(StepRandom random, LossOracle oracle, bool constraints, bool counts) : IApplication
{
    private readonly Dictionary<InMemoryTransaction, List<(string Table, RowImage? Before, RowImage? After)>> _writes = [];
    private readonly int _rows = random.Next(1, 4);

    public void Act(SimulatedNode simulated)
    {
        var node = (InMemorySimulatedNode)simulated;
        var transaction = node.Open.Count > 0 && random.Next(2) == 0 ? node.Open[random.Next(node.Open.Count)] : Begin(node);
        for (var writes = random.Next(1, 3); writes > 0; writes--)
        {
            if (counts && random.Next(6) == 0) Count(node, transaction);
            else Write(node, transaction);
        }

        if (random.Next(10) < 6) End(node, transaction, commit: random.Next(100) < 85);
    }

    public void Finish(SimulatedNode simulated)
    {
        var node = (InMemorySimulatedNode)simulated;
        foreach (var transaction in node.Open.ToList()) End(node, transaction, commit: true);
    }

    private InMemoryTransaction Begin(InMemorySimulatedNode node)
    {
        var transaction = node.Database.Begin();
        node.Open.Add(transaction);
        _writes.Add(transaction, []);
        return transaction;
    }

    private void End(InMemorySimulatedNode node, InMemoryTransaction transaction, bool commit)
    {
        node.Open.Remove(transaction);
        _writes.Remove(transaction, out var writes);
        try
        {
            if (commit) transaction.Commit();
            else transaction.Rollback();
        }
        catch (ConnectorException)
        {
            commit = false;
        }

        if (commit) oracle.Committed(writes!);
        else oracle.RolledBack(writes!);
    }

    private void Count(InMemorySimulatedNode node, InMemoryTransaction transaction)
    {
        var before = transaction.Find("counters", SimulatedSchema.Key(1))!;
        var after = SimulatedSchema.Counter(1, before["n"].Integer + random.Next(1, 4));
        try
        {
            transaction.Update("counters", SimulatedSchema.Key(1), after);
            _writes[transaction].Add(("counters", before, after));
        }
        catch (ConnectorException)
        {
            // Another transaction holds the row.
        }
    }

    private void Write(InMemorySimulatedNode node, InMemoryTransaction transaction)
    {
        var table = constraints && random.Next(3) == 0 ? "labels" : "items";
        var key = SimulatedSchema.Key(random.Next(1, _rows + 1));
        var map = node.Map(table);
        var native = map?.Native.Name ?? table;
        var before = Agreed(map, transaction.Find(native, key));
        var after = before is not null && random.Next(5) == 0 ? null : Row(table, key.Values[0].Integer, before);
        var moves = before is not null && after is not null && random.Next(8) == 0;
        if (moves) after = Row(table, random.Next(1, _rows + 1), before);
        var row = map is null ? after : map.ToNative(after, out _);
        try
        {
            if (after is null) transaction.Delete(native, key);
            else if (before is null) transaction.Insert(native, row!);
            else if (!moves && random.Next(8) == 0) row = Trigger(transaction, native, key, row!);
            else transaction.Update(native, key, row!);
            if (moves && row!["id"] != before!["id"]) _writes[transaction].AddRange([(table, before, null), (table, null, Agreed(map, row))]);
            else _writes[transaction].Add((table, before, Agreed(map, row)));
        }
        catch (ConnectorException)
        {
            // Another transaction holds the row, or a constraint refuses it: an application would get the error and go on.
        }
    }

    // A trigger of the application's own changes the row once more, and that change is numbered first.
    private RowImage Trigger(InMemoryTransaction transaction, string table, RowKey key, RowImage row)
    {
        var last = row.Columns[^1];
        var inner = row[last].Kind == CellKind.Integer ? row.With([last], RowImage.Of((last, CellValue.FromInteger(random.NextToken())))) : row;
        transaction.UpdateWithTrigger(table, key, row, inner);
        return inner;
    }

    private static RowImage? Agreed(TableMap? map, RowImage? image) => map is null ? image : map.ToAgreed(image);

    private RowImage Row(string table, long id, RowImage? before)
    {
        if (table == "labels") return SimulatedSchema.Label(id, random.Next(3) == 0 ? null : random.Next(1, _rows + 1), random.Next(2) == 0 ? random.Next(1, 4) : random.NextToken());
        var a = before is null || random.Next(2) == 0 ? Value() : before["a"].Integer;
        var b = before is null || random.Next(2) == 0 || !before.TryGet("b", out var old) || old.Kind != CellKind.Integer ? Value() : old.Integer;
        return SimulatedSchema.Item(id, a, b);
    }

    private long Value() => random.Next(4) == 0 ? 7 : random.NextToken();
}
