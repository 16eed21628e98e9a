using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.HubLog;

/// <summary>One sync set's log, heads and conflicts within one hub transaction: the only place that appends.</summary>
internal sealed class SetLedger(HubSession session, SyncSetInfo set, DateTimeOffset now, string? trace)
{
    private long _unit;

    public SyncSetInfo Set { get; } = set;

    public RouteViews Views { get; } = RouteViews.Of(set);

    public DateTimeOffset Now { get; } = now;

    public HeadTable Heads { get; } = new(session, set.Name);

    public LogTable Log { get; } = new(session, set.Name);

    public ConflictTable Conflicts { get; } = new(session, set.Name);

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
        Heads.Put(entry.Table, form, head);
        Appended++;
        return head;
    }

    public TableSchema? Table(string name) => Set.Table(name)?.Schema;
}
