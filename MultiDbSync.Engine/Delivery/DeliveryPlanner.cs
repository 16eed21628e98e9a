using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Delivery;

/// <summary>
/// Plans deliveries from the hub log. The node's state is read first, then the hub, and the applier compares the state again inside its transaction:
/// else a change captured in between would be overwritten by what it superseded.
/// </summary>
internal sealed class DeliveryPlanner(HubSession session, EngineSafeties safeties)
{
    private readonly Dictionary<string, DeferredIndex> _deferred = new(StringComparer.Ordinal);

    /// <summary>The next batch for a node, or null when it has everything.</summary>
    /// <param name="limit">Log entries after which the batch ends at the next border of a source transaction.</param>
    public DeliveryPlan? Plan(Origin node, SyncSetInfo set, NodeState state, int limit) => !set.RouteOf(node.Node).Receives ? null : session.Read(() =>
    {
        var log = new LogTable(session, set.Name);
        if (log.PrunedBelow() is { } floor && state.Applied < floor)
        {
            throw new NodeRefusedException(
                $"{node.Node} has been away for longer than the hub keeps its log: what it lacks can't be delivered any more. Remove it and add it again with the content of another database.");
        }

        var entries = IsKnown(node, set, state) ? log.After(state.Applied, limit) : [];
        if (entries.Count == 0) return null;
        var parked = new ParkedRows(session, set.Name);
        var deferred = IndexOf(set, state.Deferred);
        var ownLater = safeties.OwnLater && log.HasOwnAfter(node, entries[0].Position);
        var views = RouteViews.Of(set);
        var coalesced = new List<ApplyRow>();
        var uncoalesced = new List<(long Position, ApplyRow Row)>();
        foreach (var row in entries.GroupBy(e => (e.Table, e.KeyForm)))
        {
            if (set.Table(row.Key.Table) is not { } table) continue;
            var last = row.Last();
            var view = views.Of(node.Node, row.Key.Table);
            var left = deferred.Find(row.Key.Table, row.Key.KeyForm);
            if (left is null && last.Origin == node && !(safeties.OwnLeave && view.Hides(last.After))) continue;
            if (ownLater && log.HasOwnAfter(node, row.Key.Table, row.Key.KeyForm, last.Position)) continue;
            if (left is null && view.IsFiltered && !Concerns(row, node, view, views)) continue;
            DeferReason? leave = parked.Find(row.Key.Table, row.Key.KeyForm) is not null ? DeferReason.Parked
                : Rests(node, set, row.Key.Table) ? DeferReason.Paused : Unknowable(last.After, view);
            var known = left is null ? KnownValues.Along(row, view) : KnownOf(left, log, row.Key.KeyForm, view);
            // Left alone, the row lacks the first of them and all that follow.
            IReadOnlyCollection<RowImage> replacedLater = view.IsMixed && row.Any(e => view.Lacks(e.After)) ? ReplacedLater(log, last) : [];
            coalesced.Add(Row(table.Schema, last, row.First().Position));
            uncoalesced.AddRange(row.Where(e => e.Origin != node || e == last).Select(e => (e.Position, Row(table.Schema, e, e.Position))));

            ApplyRow Row(TableSchema schema, LogEntry entry, long position) =>
                new(schema, entry.Key, position, view.Project(entry.After), known?.Values, leave) { Gone = known?.Gone ?? [], ReplacedLater = replacedLater };
        }

        var upTo = entries[^1].Position;
        return new DeliveryPlan(
            Batch(set, state, upTo, new WriteOrder(set).Sort(coalesced), coalesced: true),
            Batch(set, state, upTo, [.. uncoalesced.OrderBy(r => r.Position).Select(r => r.Row)], coalesced: false),
            entries.Count,
            [.. entries.Select(e => e.Trace).OfType<string>().Distinct()],
            entries[0].AcceptedAt)
        {
            IsLast = upTo >= log.Last(),
        };
    });

    /// <summary>Deferred rows that nothing of the hub's stands in the way of, brought to their heads.</summary>
    public RetryPlan PlanRetry(Origin node, SyncSetInfo set, NodeState state) => session.Read(() =>
    {
        if (state.Deferred.Count == 0 || !set.RouteOf(node.Node).Receives || !IsKnown(node, set, state)) return RetryPlan.Nothing;
        var log = new LogTable(session, set.Name);
        var heads = new HeadTable(session, set.Name);
        var parked = new ParkedRows(session, set.Name);
        var rows = new List<ApplyRow>();
        var lost = new List<DeferredRow>();
        foreach (var (deferred, form) in IndexOf(set, state.Deferred).Rows)
        {
            if (set.Table(deferred.Table) is not { } table) continue;
            if (Rests(node, set, deferred.Table)) continue;
            if (parked.Find(deferred.Table, form) is not null) continue;
            var view = RouteViews.Of(set).Of(node.Node, deferred.Table);
            if (heads.Find(deferred.Table, form) is not { } head) lost.Add(deferred);
            else if (head.Position <= state.Applied)
            {
                var known = KnownOf(deferred, log, form, view);
                rows.Add(new ApplyRow(table.Schema, head.Key, head.Position, view.Project(head.After), known?.Values, Unknowable(head.After, view)) { Gone = known?.Gone ?? [] });
            }
        }

        return new RetryPlan(rows.Count == 0 ? null : Batch(set, state, state.Applied, new WriteOrder(set).Sort(rows), coalesced: false), lost);
    });

    /// <summary>False while nothing can be planned for the node, whatever there is to deliver.</summary>
    public bool CanPlan(Origin node, SyncSetInfo set, NodeState state) => session.Read(() => IsKnown(node, set, state));

    // Made once for a list: thousands may wait for people while others are delivered one by one.
    private DeferredIndex IndexOf(SyncSetInfo set, IReadOnlyList<DeferredRow> rows) =>
        _deferred.TryGetValue(set.Name, out var known) && known.IsOf(set, rows) ? known : _deferred[set.Name] = new DeferredIndex(set, rows);

    // Not while the node is behind what the hub has from it: either it went back, and its own lost changes must not be skipped as its own; or its capture
    // is about to delete what the hub has taken, and the plan would be stale by then.
    private bool IsKnown(Origin node, SyncSetInfo set, NodeState state)
    {
        var believed = new NodeTable(session, node.Node);
        return believed.Find(set.Name) is not { } known
            || (state.Captured >= known.Captured && state.Applied >= known.Applied && !believed.HasTaken(set.Name, state.Captured));
    }

    // A table that has drifted there: what it lacks waits until it fits again.
    private static bool Rests(Origin node, SyncSetInfo set, string table) => set.RouteOf(node.Node).Tables.GetValueOrDefault(table)?.PausedReason is not null;

    private static ApplyBatch Batch(SyncSetInfo set, NodeState state, long upTo, IReadOnlyList<ApplyRow> rows, bool coalesced) =>
        new(set.Name, state.Hub, state.Incarnation, state.Applied, state.Captured, upTo, rows, coalesced);

    // Whether anything of this may be at the node: a value that belongs there, or its own. What a conflict knew may be anywhere, and where a filtered node made
    // the row, its key may have existed elsewhere unseen.
    private bool Concerns(IEnumerable<LogEntry> row, Origin node, TableView view, RouteViews views) => row.Any(e =>
        e.Origin.Node == node.Node || e.Replaces.Count > 0 || view.IsThere(e.Before) || view.IsThere(e.After)
        || (safeties.HiddenRows && (e.Origin == Origin.Hub || (e.Before is null && views.Of(e.Origin.Node, e.Table).IsFiltered))));

    private static HashSet<RowImage> ReplacedLater(LogTable log, LogEntry last) =>
        [.. log.OfRow(last.Table, last.KeyForm).Where(e => e.Position > last.Position).SelectMany(e => e.Replaces).OfType<RowImage>()];

    private static DeferReason? Unknowable(RowImage? after, TableView view) => after is not null && view.Admits(after) is null ? DeferReason.Rejected : null;

    // What a row holds that was left alone the hub knows by now: along the row's chain since then, which is not pruned, or in what conflicts keep; else nobody
    // but the row itself knows it.
    private static KnownValues? KnownOf(DeferredRow left, LogTable log, string form, TableView view)
    {
        var since = log.OfRow(left.Table, form).Where(e => e.Position >= left.Position).ToList();
        return since.Count > 0 || left.Reason == DeferReason.Divergence ? KnownValues.Along(since, view) : null;
    }
}
