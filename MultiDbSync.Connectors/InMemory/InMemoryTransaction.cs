using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.InMemory;

/// <summary>An application's transaction. Holds the rows that it wrote until it ends.</summary>
public sealed class InMemoryTransaction
{
    private readonly InMemoryDatabase _database;
    private readonly string _id;
    private readonly Dictionary<(string Table, string Form), (RowKey Key, RowImage? Image)> _writes = [];
    private readonly List<InMemoryEntry> _entries = [];

    internal InMemoryTransaction(InMemoryDatabase database, string id)
    {
        _database = database;
        _id = id;
    }

    /// <summary>Inserts a row.</summary>
    /// <exception cref="ConnectorException">The key or a unique value exists, a parent is missing (constraint), or another transaction holds the row (transient).</exception>
    public void Insert(string table, RowImage image) => Write(table, _database.Tables[table].Schema.KeyOf(image), image, mustExist: false);

    /// <summary>Replaces the values of a row; a new key makes it a delete and an insert.</summary>
    /// <exception cref="ConnectorException">As for <see cref="Insert"/>.</exception>
    public void Update(string table, RowKey key, RowImage image)
    {
        var newKey = _database.Tables[table].Schema.KeyOf(image);
        if (newKey.Equals(key))
        {
            Write(table, key, image, mustExist: true);
            return;
        }

        lock (_database.Gate)
        {
            var place = (table, _database.Tables[table].Schema.FormOf(key));
            var own = _writes.TryGetValue(place, out var earlier);
            var entries = _entries.Count;
            Write(table, key, null, mustExist: true);
            try
            {
                Write(table, newKey, image, mustExist: false);
            }
            catch (ConnectorException)
            {
                // A statement that fails leaves nothing of itself.
                if (own) _writes[place] = earlier;
                else _writes.Remove(place);
                foreach (var entry in _entries[entries..]) _database.Log.Remove(entry);
                _entries.RemoveRange(entries, _entries.Count - entries);
                throw;
            }
        }
    }

    /// <summary>
    /// Replaces the values of a row, where a trigger of the application's own changes the row once more before capture's trigger fires: the inner change is
    /// numbered before the outer one.
    /// </summary>
    /// <exception cref="ConnectorException">As for <see cref="Insert"/>.</exception>
    internal void UpdateWithTrigger(string table, RowKey key, RowImage outer, RowImage inner)
    {
        lock (_database.Gate)
        {
            var from = _entries.Count;
            Update(table, key, outer);
            Update(table, key, inner);
            if (_entries.Count != from + 2) return;
            var (first, second) = (_entries[from], _entries[from + 1]);
            (first.Entry, second.Entry) = (second.Entry with { Seq = first.Entry.Seq }, first.Entry with { Seq = second.Entry.Seq });
        }
    }

    /// <summary>Deletes a row.</summary>
    /// <exception cref="ConnectorException">As for <see cref="Insert"/>; also when children remain.</exception>
    public void Delete(string table, RowKey key) => Write(table, key, null, mustExist: true);

    /// <summary>The row as this transaction sees it.</summary>
    public RowImage? Find(string table, RowKey key)
    {
        lock (_database.Gate) return Current(_database.Tables[table], key);
    }

    /// <summary>Makes the writes and their log entries visible.</summary>
    /// <exception cref="ConnectorException">Another transaction's commit left a foreign or unique key broken: rolled back.</exception>
    public void Commit()
    {
        lock (_database.Gate)
        {
            if (!_database.Open.Remove(this)) return;
            var broken = _writes.Any(w => Breaks(_database.Tables[w.Key.Table].Schema, w.Value.Image, w.Value.Key));
            if (broken)
            {
                Discard();
                throw Error(ConnectorErrorClass.Constraint, "Another transaction's commit left a constraint broken; rolled back.");
            }

            foreach (var entry in _entries) entry.Visible = true;
            foreach (var (place, write) in _writes) _database.Tables[place.Table].Put(write.Key, write.Image);
        }

        _database.NoticeCommit();
    }

    /// <summary>Undoes everything.</summary>
    public void Rollback()
    {
        lock (_database.Gate)
        {
            if (_database.Open.Remove(this)) Discard();
        }
    }

    internal bool Holds(string table, string form) => _writes.ContainsKey((table, form));

    private void Write(string table, RowKey key, RowImage? image, bool mustExist)
    {
        lock (_database.Gate)
        {
            var target = _database.Tables[table];
            var form = target.Schema.FormOf(key);
            if (_database.IsLocked(table, form, this)) throw Error(ConnectorErrorClass.Transient, $"Another transaction holds a row of {table}.");
            var before = Current(target, key);
            if (before is null == mustExist) throw Error(ConnectorErrorClass.Constraint, mustExist ? $"{table} has no such row." : $"{table} has this key already.");
            if (Breaks(target.Schema, image, key)) throw Error(ConnectorErrorClass.Constraint, $"A constraint of {table} refuses the row.");
            if (_database.SetNameOf(table) is { } set && !Equals(before, image))
                _entries.Add(_database.Append(EntryKind.Change, set, table, before is null ? key : target.Schema.KeyOf(before), before, image, 0, _id, visible: false));
            _writes[(table, form)] = (key, image);
        }
    }

    private bool Breaks(TableSchema schema, RowImage? image, RowKey key)
    {
        var constraints = new InMemoryConstraints(_database.Tables, table => View(table, schema, key, image));
        if (image is not null) return constraints.TakesValue(schema, image) || constraints.LacksParent(schema, image);
        return _database.Tables[schema.Name].Find(key) is { } gone && constraints.HasChildren(schema, gone);
    }

    private Dictionary<string, RowImage>.ValueCollection View(string table, TableSchema schema, RowKey key, RowImage? image)
    {
        var rows = new Dictionary<string, RowImage>(_database.Tables[table].Rows, StringComparer.Ordinal);
        foreach (var (place, write) in _writes.Where(w => w.Key.Table == table)) Put(rows, place.Form, write.Image);
        if (table == schema.Name) Put(rows, schema.FormOf(key), image);
        return rows.Values;
    }

    private static void Put(Dictionary<string, RowImage> rows, string form, RowImage? image)
    {
        if (image is null) rows.Remove(form);
        else rows[form] = image;
    }

    private RowImage? Current(InMemoryTable table, RowKey key) =>
        _writes.TryGetValue((table.Schema.Name, table.Schema.FormOf(key)), out var own) ? own.Image : table.Find(key);

    private void Discard() => _database.Log.RemoveAll(_entries.Contains);

    private static ConnectorException Error(ConnectorErrorClass errorClass, string message) => new(errorClass, "in-memory", message);
}
