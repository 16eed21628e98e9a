using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>The hub's side of a first load.</summary>
internal sealed class LoadLedger(EngineParts parts, HubSession session, SyncSetInfo set, string node, long start)
{
    private readonly HashSet<(string Table, string KeyForm)> _own = [];
    private long? _seenTo;

    /// <summary>
    /// The rows without those that the database's own applications have changed since the load began: what stands there now is theirs, and the ordinary
    /// path judges it. To be asked after the database's state was read, which is compared again when the rows are written.
    /// </summary>
    public IReadOnlyList<LoadRow> LeaveOutOwn(IReadOnlyList<LoadRow> rows) => session.Read<IReadOnlyList<LoadRow>>(() =>
    {
        Refresh();
        var parked = ParkedWithOwnSide();
        return _own.Count == 0 && parked.Count == 0
            ? rows
            : [.. rows.Where(r => (r.Table.Name, r.Table.FormOf(r.Key)) is var place && !_own.Contains(place) && !parked.Contains(place))];
    });

    /// <summary>
    /// Gives rows that the hub knows nothing of a place in its log, as the source holds them: from then on they are delivered, held, refused and asked about
    /// like any other row.
    /// </summary>
    public Task<int> AdoptAsync(IReadOnlyCollection<LoadRow> rows, Origin source, CancellationToken cancellationToken) => parts.Log.WriteAsync(
        written =>
        {
            var ledger = new SetLedger(written, set, parts.Clock.GetUtcNow(), null);
            foreach (var row in rows.Where(r => r.Image is not null))
                if (ledger.Heads.Find(row.Table.Name, row.Table.FormOf(row.Key)) is null) Append(ledger, row, source);
            return ledger.Appended;
        },
        cancellationToken);

    /// <summary>Makes the source's row the head of a row that has none.</summary>
    public static void Append(SetLedger ledger, LoadRow row, Origin source) =>
        ledger.Append(new NewEntry(row.Table, row.Key, null, row.Image, [], source, ledger.Now));

    /// <summary>Those rows of a merge that the hub does not know the newcomer's value of yet. Asked inside the transaction that judges them.</summary>
    public List<(LoadRow Theirs, RowImage Own)> NotTakenIn(HubSession written, SetLedger ledger, List<(LoadRow Theirs, RowImage Own)> rows)
    {
        var result = new List<(LoadRow, RowImage)>();
        foreach (var row in rows)
        {
            var (table, form) = (row.Theirs.Table, row.Theirs.Table.FormOf(row.Theirs.Key));
            if (ledger.Conflicts.ParkedBy(table.Name, form) is { } conflict && HasSide(written, conflict)) continue;
            var since = ledger.Log.OfRow(table.Name, form).Where(e => e.Position > start).ToList();
            if (!since.Exists(e => e.Origin.Node == node || Equals(e.After, row.Own) || Equals(e.Before, row.Own) || e.Replaces.Contains(row.Own))) result.Add(row);
        }

        return result;
    }

    private bool HasSide(HubSession written, long conflict) => written.Number(
        """
        SELECT 1 FROM data_conflicts c
        WHERE c.id=$1 AND (c.left_origin=$2 OR c.right_origin=$2 OR EXISTS (SELECT 1 FROM data_conflict_sides s WHERE s.conflict_id=c.id AND s.origin=$2))
        """,
        conflict, node) is not null;

    private void Refresh()
    {
        foreach (var (position, place) in session.Rows(
            "SELECT position, table_name, key_form FROM hub_log WHERE sync_set=$1 AND origin=$2 AND position>$3 ORDER BY position",
            r => (r.GetInt64(0), (r.GetString(1), r.GetString(2))), set.Name, node, _seenTo ?? start))
        {
            _own.Add(place);
            _seenTo = position;
        }
    }

    private HashSet<(string Table, string KeyForm)> ParkedWithOwnSide() =>
        [.. session.Rows(
            """
            SELECT p.table_name, p.key_form FROM parked_row p JOIN data_conflicts c ON c.id=p.conflict_id
            WHERE p.sync_set=$1 AND (c.left_origin=$2 OR c.right_origin=$2 OR EXISTS (SELECT 1 FROM data_conflict_sides s WHERE s.conflict_id=c.id AND s.origin=$2))
            """,
            r => (r.GetString(0), r.GetString(1)), set.Name, node)];
}
