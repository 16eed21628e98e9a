using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.Diagnostics;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Engine.Verification;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>
/// The second half of a merge, once the newcomer has what the source has: rows that only it holds are taken in as its creations; where both hold one, the
/// source's becomes the head of the row and the newcomer's is judged against it. To do it again does no harm: the hub knows the values by then.
/// </summary>
internal sealed class MergeIntake(LoadScope scope)
{
    private const int AtATime = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var table in new WriteOrder(scope.Set).Tables(scope.Set))
        {
            var columns = ComparedColumns.Of(scope.Set, table, scope.Running.Name, scope.Node);
            var digest = new RowDigest(table, columns);
            await foreach (var keys in new TableScan(table, columns, scope.Source.Rows, scope.Target.Rows).DifferingAsync(AtATime, cancellationToken))
                await TakeAsync(table, digest, keys, cancellationToken);
        }
    }

    private async Task TakeAsync(TableSchema table, RowDigest digest, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        var rows = new List<(LoadRow Theirs, RowImage Own)>();
        foreach (var key in keys)
        {
            // What the newcomer lacks has been left over by the copy, or was written since: it is on its way.
            if (await scope.Target.Rows.FindAsync(table, key, cancellationToken) is not { } own) continue;
            var theirs = await scope.Source.Rows.FindAsync(table, key, cancellationToken);
            if (!digest.AreEqual(theirs, own)) rows.Add((new LoadRow(table, key, theirs), own));
        }

        if (rows.Count == 0) return;
        var newcomer = scope.RunningTarget;
        await HubKnowledge.OfNowAsync(scope.Parts.State, scope.Running, cancellationToken);
        await HubKnowledge.OfNowAsync(scope.Parts.State, newcomer, cancellationToken);
        var topology = scope.Parts.State.Topology;
        var conflicts = await scope.Parts.Log.WriteAsync(session => Judge(session, rows, newcomer.Origin, topology), cancellationToken);
        scope.Parts.State.Signal(scope.Set.Name);
        foreach (var conflict in conflicts.Where(c => c.Status == ConflictStatus.Open))
        {
            SyncTelemetry.ConflictsOpened.Add(1, new KeyValuePair<string, object?>("mds.kind", conflict.Kind.ToString()));
            scope.Parts.Events.Publish(new SyncEvent(SyncEventKind.Conflict, scope.Parts.Clock.GetUtcNow(), conflict.SyncSet, ConflictId: conflict.Id));
        }
    }

    private List<OpenedConflict> Judge(HubSession session, List<(LoadRow Theirs, RowImage Own)> rows, Origin newcomer, TopologySnapshot topology)
    {
        var now = scope.Parts.Clock.GetUtcNow();
        var ledger = new SetLedger(session, scope.Set, now, null);
        var intake = new ChangeIntake(ledger, new NodeBelief(new NodeTable(session, newcomer.Node), scope.Set.Name, EngineSafeties.AllOn), newcomer, topology.Nodes);
        var judged = scope.Ledger.NotTakenIn(session, ledger, rows);
        foreach (var (theirs, own) in judged)
        {
            if (theirs.Image is not null && ledger.Heads.Find(theirs.Table.Name, theirs.Table.FormOf(theirs.Key)) is null) LoadLedger.Append(ledger, theirs, scope.Running.Origin);
            intake.TakeUnseen(new CapturedEntry(0, Guid.NewGuid().ToString("N"), EntryKind.Change, scope.Set.Name, theirs.Table.Name, theirs.Key, null, own, 0, null, now));
        }

        Counters.Add(session, "changes", intake.Accepted);
        Counters.Add(session, "conflicts", intake.Conflicts.Count);
        return intake.Conflicts;
    }
}
