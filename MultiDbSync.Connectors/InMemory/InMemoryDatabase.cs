using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.InMemory;

/// <summary>
/// A database in memory with what the algorithm must cope with: transactions that hold row locks, numbers handed out before commit, late commits and
/// rollbacks. For simulation and tests; every member is one atomic step.
/// </summary>
public sealed class InMemoryDatabase
{
    private readonly Dictionary<string, InMemoryTable> _tables;
    private readonly TimeProvider _clock;
    private long _seq;
    private long _transactions;

    /// <summary>An empty database with the given tables.</summary>
    public InMemoryDatabase(IEnumerable<TableSchema> tables, TimeProvider? clock = null)
    {
        _tables = tables.ToDictionary(t => t.Name, t => new InMemoryTable(t), StringComparer.Ordinal);
        _clock = clock ?? TimeProvider.System;
    }

    internal object Gate { get; } = new();

    internal IReadOnlyDictionary<string, InMemoryTable> Tables => _tables;

    internal List<InMemoryEntry> Log { get; } = [];

    internal Dictionary<string, InMemorySet> Sets { get; } = new(StringComparer.Ordinal);

    internal List<InMemoryTransaction> Open { get; } = [];

    internal InMemorySafeties Safeties { get; set; } = new();

    /// <summary>Identity of random ids; a seeded one makes a simulation repeatable.</summary>
    internal Func<string> NextId { get; set; } = () => Guid.NewGuid().ToString("N");

    /// <summary>What the applier does when an application holds a row: true waits (the step fails as transient), false leaves the row alone.</summary>
    internal Func<bool> WaitsForLocks { get; set; } = () => false;

    /// <summary>Added to the clock of captured entries.</summary>
    public TimeSpan ClockSkew { get; set; }

    /// <summary>The time by this database's clock.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow() + ClockSkew;

    internal event Action? Committed;

    /// <summary>Begins an application's transaction.</summary>
    public InMemoryTransaction Begin()
    {
        lock (Gate)
        {
            var transaction = new InMemoryTransaction(this, $"t{++_transactions}");
            Open.Add(transaction);
            return transaction;
        }
    }

    /// <summary>Committed rows of a table.</summary>
    public IReadOnlyList<RowImage> Rows(string table)
    {
        lock (Gate) return [.. _tables[table].Rows.Values];
    }

    internal InMemorySet? SetOf(string table) => Sets.Values.FirstOrDefault(s => s.Tables.ContainsKey(table));

    internal string? SetNameOf(string table) => Sets.FirstOrDefault(s => s.Value.Tables.ContainsKey(table)).Key;

    internal InMemoryEntry Append(EntryKind kind, string set, string? table, RowKey? key, RowImage? before, RowImage? after, long position, string? tx, bool visible)
    {
        var entry = new CapturedEntry(++_seq, NextId(), kind, set, table, key, before, after, position, tx, Now);
        var row = new InMemoryEntry(entry) { Visible = visible };
        Log.Add(row);
        return row;
    }

    internal bool IsLocked(string table, string form, InMemoryTransaction? by = null) => Open.Any(t => t != by && t.Holds(table, form));

    internal bool HasPending(string table, string form) =>
        Log.Any(e => e.Visible && e.Entry.Kind == EntryKind.Change && e.Entry.Table == table && _tables[table].Schema.FormOf(e.Entry.Key!) == form);

    internal void NoticeCommit() => Committed?.Invoke();
}
