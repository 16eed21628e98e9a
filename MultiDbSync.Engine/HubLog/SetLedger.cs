using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.HubLog;

/// <summary>One sync set's log, heads and conflicts within one hub transaction: the only place that appends.</summary>
/// <param name="heads">Heads as they were seen before; null for those of now.</param>
internal sealed class SetLedger(HubSession session, SyncSetInfo set, DateTimeOffset now, string? trace, HeadTable? heads = null)
{
    private readonly List<long> _awaiting = [];
    private long _unit;

    public SyncSetInfo Set { get; } = set;

    public RouteViews Views { get; } = RouteViews.Of(set);

    public DateTimeOffset Now { get; } = now;

    public HeadTable Heads { get; } = heads ?? new(session, set.Name);

    public LogTable Log { get; } = new(session, set.Name);

    public ConflictTable Conflicts { get; } = new(session, set.Name);

    public RekeyedRows Rekeyed { get; } = new(session, set.Name);

    /// <summary>Entries appended so far.</summary>
    public int Appended { get; private set; }

    /// <summary>What follows belongs to another source transaction.</summary>
    public void BeginUnit() => _unit = 0;

    /// <summary>Appends a change and makes it the row's head. The head is the old one plus the columns that the change really changed.</summary>
    public RowHead Append(NewEntry entry)
    {
        var form = entry.Table.FormOf(entry.Key);
        if (_unit == 0) _unit = Log.NextUnit();
        var position = Log.Append(entry, form, _unit, Now, trace);
        // A deletion that is said again, or decided on a row that only one database had, still is the deletion of what was there.
        var before = entry is { Before: null, After: null } ? Heads.Find(entry.Table.Name, form)?.Before ?? entry.Replaces.LastOrDefault(r => r is not null) : entry.Before;
        var head = new RowHead(position, entry.Key, before, entry.After, entry.Origin, entry.At);
        var appears = entry.After is not null && Heads.Find(entry.Table.Name, form)?.After is null;
        Heads.Put(entry.Table, form, head);
        if (appears) _awaiting.AddRange(Conflicts.AwaitedBy(entry.Table.Name, form));
        Appended++;
        return head;
    }

    /// <summary>Open conflicts that wait for rows which have come into being since this was asked last.</summary>
    public IReadOnlyList<long> TakeAwaiting()
    {
        if (_awaiting.Count == 0) return [];
        List<long> taken = [.. _awaiting.Distinct()];
        _awaiting.Clear();
        return taken;
    }

    /// <summary>A new key for a row whose key another one holds; null where none can be told for certain.</summary>
    public RowKey? NewKey(TableSchema table, RowKey key, string origin) => NewKeys.Make(session, this, table, key, origin);

    public TableSchema? Table(string name) => Set.Table(name)?.Schema;
}
