using System.Diagnostics;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// The one ordered, durable record of accepted changes. A capture read is judged and appended in one hub transaction under the store's one write lock, so
/// positions of a set become visible in order and two nodes' changes of one row can't slip past each other.
/// </summary>
internal sealed class HubLog(HubStore store, TimeProvider clock, EngineSafeties safeties) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private HubSession? _session;

    /// <summary>Runs work in one write transaction of the hub store.</summary>
    public async Task<T> WriteAsync<T>(Func<HubSession, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _session ??= await HubSession.OpenAsync(store, cancellationToken);
            var session = _session;
            return session.Write(() => work(session));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Judges and appends what a node's change log held.</summary>
    /// <param name="origin">The node in its present epoch.</param>
    /// <param name="topology">Sync sets and nodes.</param>
    public Task<CommitResult> CommitAsync(Origin origin, CaptureRead read, TopologySnapshot topology, CancellationToken cancellationToken) =>
        WriteAsync(session => Commit(session, origin, read, topology), cancellationToken);

    /// <summary>Takes over a node's own account after it was found to have gone back.</summary>
    public Task<bool> ResetNodeAsync(string node, CaptureRead read, TopologySnapshot topology, CancellationToken cancellationToken) =>
        WriteAsync(
            session =>
            {
                var believed = new NodeTable(session, node);
                foreach (var set in read.States.Keys) believed.Reset(set, read, row => topology.FormOf(set, row));
                return true;
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        _turn.Dispose();
    }

    private CommitResult Commit(HubSession session, Origin origin, CaptureRead read, TopologySnapshot topology)
    {
        var believed = new NodeTable(session, origin.Node);
        if (Refuse(session, believed, read, topology) is { } refused) return CommitResult.Of(refused);
        var generation = read.States.Values.Sum(s => s.Captured);
        var trace = Activity.Current?.Id;
        var now = clock.GetUtcNow();
        var intakes = new Dictionary<string, (SetLedger Ledger, ChangeIntake Intake)>(StringComparer.Ordinal);
        var borders = new UnitBorders(read.Entries);
        for (var i = 0; i < read.Entries.Count; i++)
        {
            var entry = read.Entries[i];
            if (borders.IsBorder(i))
                foreach (var other in intakes.Values) other.Ledger.BeginUnit();
            if (!believed.Take(entry.Id, generation) && safeties.Dedupe) continue;
            if (!topology.Sets.TryGetValue(entry.SyncSet, out var set)) continue;
            if (!intakes.TryGetValue(entry.SyncSet, out var current))
            {
                var ledger = new SetLedger(session, set, now, trace);
                current = (ledger, new ChangeIntake(ledger, new NodeBelief(believed, set.Name, safeties), origin, topology.Nodes));
                intakes.Add(entry.SyncSet, current);
            }

            current.Intake.Take(entry);
        }

        foreach (var (set, state) in read.States) believed.SetCaptured(set, state.Captured);
        if (read.Complete) believed.Forget(generation);
        var all = intakes.Values.Select(i => i.Intake).ToList();
        var conflicts = all.SelectMany(i => i.Conflicts).ToList();
        var result = new CommitResult(
            CommitStatus.Committed,
            intakes.Where(i => i.Value.Ledger.Appended > 0).Select(i => i.Key).ToHashSet(),
            [.. conflicts.Where(c => c.Status == ConflictStatus.Open)])
        {
            Accepted = all.Sum(i => i.Accepted),
            EqualResults = all.Sum(i => i.EqualResults),
            Joined = all.Sum(i => i.Joined),
            Settled = conflicts.Count(c => c.Status != ConflictStatus.Open),
        };
        Counters.Add(session, result, conflicts);
        return result;
    }

    private CommitStatus? Refuse(HubSession session, NodeTable believed, CaptureRead read, TopologySnapshot topology)
    {
        // Once one node was ahead, positions that this hub gives out anew mean other changes than they meant there: nobody may go on.
        if (session.Scalar("SELECT value FROM settings WHERE name=$1", SettingNames.HubBehind) is not null) return CommitStatus.NodeAhead;
        foreach (var (set, state) in read.States)
        {
            if (state.Hub != store.HubId || state.Incarnation != store.Incarnation) return CommitStatus.WrongHub;
            if (state.Applied > (session.Number("SELECT seq FROM sqlite_sequence WHERE name='hub_log'") ?? 0))
            {
                session.Execute("INSERT OR IGNORE INTO settings (name, value) VALUES ($1, $2)", SettingNames.HubBehind, believed.Name);
                return CommitStatus.NodeAhead;
            }

            if (believed.Find(set) is not { } known) believed.Reset(set, read, row => topology.FormOf(set, row));
            else if (state.Captured < known.Captured || state.Applied < known.Applied) return CommitStatus.Stale;
        }

        return null;
    }
}
