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
    private readonly Dictionary<(string Node, string Set), HeadTable>? _unlocked = safeties.SetLock ? null : [];
    private HubSession? _session;

    /// <summary>On a session that others use too, in turn.</summary>
    internal HubLog(HubStore store, HubSession session, TimeProvider clock, EngineSafeties safeties)
        : this(store, clock, safeties) => _session = session;

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

    /// <summary>What is believed of a node, to be asked for before the read that <see cref="ResetNodeAsync"/> judges.</summary>
    public Task<string> BeliefAsync(string node, CancellationToken cancellationToken) =>
        WriteAsync(session => new NodeTable(session, node).Fingerprint(), cancellationToken);

    /// <summary>
    /// Takes over the node's own account and begins a new epoch if the node has gone back: a read made after <paramref name="belief"/> still lacks what the
    /// hub has from the node, and no other worker's commit came between. Tells the node's epoch in any case.
    /// </summary>
    public Task<NodeReset> ResetNodeAsync(Origin origin, string belief, CaptureRead read, TopologySnapshot topology, CancellationToken cancellationToken) =>
        WriteAsync(
            session =>
            {
                var believed = new NodeTable(session, origin.Node);
                var epoch = believed.Epoch() ?? origin.Epoch;
                if (believed.Fingerprint() != belief || Judge(session, believed, read, topology) != CommitStatus.Stale) return new NodeReset(epoch);
                if (read.States.Any(s => IsBehindLog(session, origin.Node, s.Key, s.Value, topology))) return new NodeReset(epoch) { BehindLog = true };
                believed.BeginEpoch(++epoch);
                foreach (var set in read.States.Keys) believed.Reset(set, read, row => topology.FormOf(set, row));
                return new NodeReset(epoch) { WentBack = true };
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
        if (believed.Epoch() is { } epoch && epoch != origin.Epoch) return CommitResult.Of(CommitStatus.Stale);
        if (Judge(session, believed, read, topology) is { } refused) return CommitResult.Of(refused);
        foreach (var set in read.States.Keys)
            if (believed.Find(set) is null) believed.Reset(set, read, row => topology.FormOf(set, row));
        var trace = Activity.Current?.Id;
        var now = clock.GetUtcNow();
        var intakes = new Dictionary<string, (SetLedger Ledger, ChangeIntake Intake)>(StringComparer.Ordinal);
        var borders = new UnitBorders(read.Entries);
        for (var i = 0; i < read.Entries.Count; i++)
        {
            var entry = read.Entries[i];
            if (borders.IsBorder(i))
                foreach (var other in intakes.Values) other.Ledger.BeginUnit();
            if (!read.States.TryGetValue(entry.SyncSet, out var account)) continue;

            // Positions need no such check: the highest counts. A row's markers do: another worker's earlier read may hold one of them and not the next.
            if (entry.Kind != EntryKind.Applied && !believed.Take(entry.SyncSet, entry.Id, account.Captured) && safeties.Dedupe) continue;
            if (!topology.Sets.TryGetValue(entry.SyncSet, out var set)) continue;
            if (!intakes.TryGetValue(entry.SyncSet, out var current))
            {
                var ledger = new SetLedger(session, set, now, trace, HeadsSeenBefore(session, origin, set.Name));
                current = (ledger, new ChangeIntake(ledger, new NodeBelief(believed, set.Name, safeties), origin, topology.Nodes));
                intakes.Add(entry.SyncSet, current);
            }

            current.Intake.Take(entry);
        }

        foreach (var (set, state) in read.States)
        {
            believed.SetCaptured(set, state.Captured);
            if (read.Complete) believed.Forget(set, state.Captured);
        }

        var all = intakes.Values.Select(i => i.Intake).ToList();
        var conflicts = all.SelectMany(i => i.Conflicts).ToList();
        var result = new CommitResult(
            CommitStatus.Committed,
            intakes.Where(i => i.Value.Ledger.Appended > 0).Select(i => i.Key).ToHashSet(),
            [.. conflicts.Where(c => c.Status == ConflictStatus.Open)])
        {
            Accepted = all.Sum(i => i.Accepted),
            AcceptedBySet = intakes.Where(i => i.Value.Intake.Accepted > 0).ToDictionary(i => i.Key, i => i.Value.Intake.Accepted),
            EqualResults = all.Sum(i => i.EqualResults),
            BothDeleted = all.Sum(i => i.BothDeleted),
            Released = all.Sum(i => i.Released),
            Joined = all.Sum(i => i.Joined),
            Settled = conflicts.Count(c => c.Status != ConflictStatus.Open),
        };
        Counters.Add(session, result, conflicts);
        return result;
    }

    // Without the set's lock another worker's heads could be older than this transaction.
    private HeadTable? HeadsSeenBefore(HubSession session, Origin origin, string set)
    {
        if (_unlocked is null) return null;
        if (!_unlocked.TryGetValue((origin.Node, set), out var heads)) _unlocked.Add((origin.Node, set), heads = new HeadTable(session, set));
        return heads;
    }

    private CommitStatus? Judge(HubSession session, NodeTable believed, CaptureRead read, TopologySnapshot topology)
    {
        // Once one node was ahead, positions that this hub gives out anew mean other changes than they meant there: nobody may go on.
        if (session.Scalar("SELECT value FROM settings WHERE name=$1", SettingNames.HubBehind) is not null) return CommitStatus.NodeAhead;
        foreach (var (set, state) in read.States)
        {
            if (state.Hub != store.HubId || state.Incarnation != store.Incarnation) return CommitStatus.WrongHub;
            var differs = believed.Find(set) is { } known ? NodeAccount.Compare(known, state, read, set, believed) : null;
            if (differs == CommitStatus.NodeAhead || state.Applied > (session.Number("SELECT seq FROM sqlite_sequence WHERE name='hub_log'") ?? 0))
            {
                session.Execute("INSERT OR IGNORE INTO settings (name, value) VALUES ($1, $2)", SettingNames.HubBehind, believed.Name);
                return CommitStatus.NodeAhead;
            }

            if (differs is not null || IsBehindLog(session, believed.Name, set, state, topology)) return CommitStatus.Stale;
        }

        return null;
    }

    // A database that receives nothing is never behind.
    private static bool IsBehindLog(HubSession session, string node, string syncSet, NodeState state, TopologySnapshot topology) =>
        state.Applied < new LogTable(session, syncSet).PrunedBelow() && (!topology.Sets.TryGetValue(syncSet, out var set) || set.RouteOf(node).PinsLog);
}
