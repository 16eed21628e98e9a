using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.InMemory;

/// <summary>Writes the rows of one batch. Rows in whose way a foreign key stands are found once all are written; then everything is undone and tried without them.</summary>
internal sealed class InMemoryApplyAttempt(InMemoryDatabase database, InMemorySet set, ApplyBatch batch)
{
    private readonly Dictionary<(string Table, string Form), RowOutcome> _outcomes = [];
    private readonly Dictionary<(string Table, string Form), (RowKey Key, RowImage? Image)> _undo = [];
    private readonly HashSet<(string Table, string Form)> _held = [];

    /// <summary>The outcome of every row, or null when a coalesced batch met a unique key.</summary>
    public IReadOnlyList<RowOutcome>? Run()
    {
        while (true)
        {
            _outcomes.Clear();
            _undo.Clear();
            foreach (var row in batch.Rows)
            {
                if (Write(row)) continue;
                Undo();
                return null;
            }

            Exchange();
            var violators = Violators();
            if (violators.Count == 0) break;
            Undo();
            _held.UnionWith(violators);
        }

        if (!database.Safeties.Echo) Echo();
        return [.. _outcomes.Values];
    }

    private bool Write(ApplyRow row)
    {
        var place = Place(row);
        if (_outcomes.TryGetValue(place, out var earlier) && earlier.Deferred is not null) return true;
        var table = database.Tables[row.Table.Name];
        var current = table.Find(row.Key);
        if (Leave(row, place) is { } reason)
        {
            _outcomes[place] = new RowOutcome(row.Table.Name, row.Key, false, reason);
            return true;
        }

        if (earlier is null && row.Expected is { } expected && !expected.Any(e => Equals(e, current)))
        {
            _outcomes[place] = new RowOutcome(row.Table.Name, row.Key, false, DeferReason.Divergence, current);
            return true;
        }

        if (row.After is not null && Constraints().TakesValue(row.Table, row.After))
        {
            if (batch.Coalesced) return false;
            if (_undo.TryGetValue(place, out var first)) table.Put(first.Key, first.Image);
            _outcomes[place] = new RowOutcome(row.Table.Name, row.Key, false, DeferReason.UniqueKey);
            return true;
        }

        _undo.TryAdd(place, (row.Key, current));
        table.Put(row.Key, row.After);
        _outcomes[place] = new RowOutcome(row.Table.Name, row.Key, !Equals(_undo[place].Image, row.After), null);
        return true;
    }

    // Rows that hold each other's unique values (swapped, or in a ring) can only be written together: all are taken out, then put back with their new
    // values. A row that still clashes with one outside leaves the ring, and the others are tried without it.
    private void Exchange()
    {
        var ring = _outcomes.Where(o => o.Value.Deferred == DeferReason.UniqueKey).Select(o => o.Key).Where(p => batch.Rows.All(r => Place(r) != p || r.Leave is null)).ToList();
        while (ring.Count > 1)
        {
            var goals = ring.ToDictionary(p => p, p => batch.Rows.Last(r => Place(r) == p));
            var before = ring.ToDictionary(p => p, p => database.Tables[p.Table].Find(goals[p].Key));
            foreach (var goal in goals.Values) database.Tables[goal.Table.Name].Put(goal.Key, null);
            var clash = ring.FirstOrDefault(p => !Enter(goals[p]));
            if (clash == default)
            {
                foreach (var place in ring)
                {
                    _undo.TryAdd(place, (goals[place].Key, before[place]));
                    _outcomes[place] = new RowOutcome(place.Table, goals[place].Key, !Equals(_undo[place].Image, goals[place].After), null);
                }

                return;
            }

            foreach (var goal in goals.Values) database.Tables[goal.Table.Name].Put(goal.Key, null);
            foreach (var place in ring) database.Tables[place.Table].Put(goals[place].Key, before[place]);
            ring.Remove(clash);
        }
    }

    private bool Enter(ApplyRow goal)
    {
        if (goal.After is not null && Constraints().TakesValue(goal.Table, goal.After)) return false;
        database.Tables[goal.Table.Name].Put(goal.Key, goal.After);
        return true;
    }

    private DeferReason? Leave(ApplyRow row, (string Table, string Form) place) =>
        row.Leave
        ?? (database.IsLocked(place.Table, place.Form) ? DeferReason.Locked
            : database.Safeties.Guard && database.HasPending(place.Table, place.Form) ? DeferReason.LocalChange
            : _held.Contains(place) ? DeferReason.ForeignKey
            : null);

    private HashSet<(string Table, string Form)> Violators()
    {
        var constraints = Constraints();
        var found = new HashSet<(string, string)>();
        foreach (var (place, write) in _undo)
        {
            if (_outcomes[place].Deferred is not null) continue;
            var schema = database.Tables[place.Table].Schema;
            var now = database.Tables[place.Table].Find(write.Key);
            if (now is not null ? constraints.LacksParent(schema, now) : write.Image is not null && constraints.HasChildren(schema, write.Image)) found.Add(place);
        }

        return found;
    }

    private InMemoryConstraints Constraints() => new(database.Tables, table => database.Tables[table].Rows.Values);

    private void Undo()
    {
        foreach (var (place, write) in _undo) database.Tables[place.Table].Put(write.Key, write.Image);
    }

    private void Echo()
    {
        foreach (var (place, write) in _undo)
        {
            var now = database.Tables[place.Table].Find(write.Key);
            if (!Equals(now, write.Image) && set.Tables.ContainsKey(place.Table))
                database.Append(EntryKind.Change, batch.SyncSet, place.Table, write.Key, write.Image, now, 0, null, visible: true);
        }
    }

    private static (string Table, string Form) Place(ApplyRow row) => (row.Table.Name, row.Table.FormOf(row.Key));
}
