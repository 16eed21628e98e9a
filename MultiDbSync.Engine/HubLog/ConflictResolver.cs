using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Audit;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// Carries a person's decision out: the row's value is appended to the hub log like any change, with origin hub, and the row is freed. The conflict's
/// record keeps every value that the decision replaces.
/// </summary>
public sealed class ConflictResolver : IAsyncDisposable
{
    // A hub transaction of this many decisions takes some ten milliseconds: nobody waits long for the one write lock.
    private const int AtATime = 100;

    private readonly HubLog _log;
    private readonly bool _owned;
    private readonly TimeProvider _clock;

    /// <summary>For a process that does not capture.</summary>
    public ConflictResolver(HubStore store, TimeProvider clock)
        : this(new HubLog(store, clock, EngineSafeties.AllOn), clock) => _owned = true;

    internal ConflictResolver(HubLog log, TimeProvider clock)
    {
        _log = log;
        _clock = clock;
    }

    /// <summary>Settles an open conflict.</summary>
    /// <param name="topology">Sync sets as configured now.</param>
    public Task<ResolveOutcome> ResolveAsync(ConflictDecision decision, TopologySnapshot topology, CancellationToken cancellationToken) =>
        _log.WriteAsync(session => Resolve(session, decision, topology), cancellationToken);

    /// <summary>Settles many conflicts, each for itself: one that moved or can't be settled so is left as it is.</summary>
    /// <returns>In the order of the decisions.</returns>
    public async Task<IReadOnlyList<ResolveOutcome>> ResolveAsync(IReadOnlyList<ConflictDecision> decisions, TopologySnapshot topology, CancellationToken cancellationToken)
    {
        var outcomes = new List<ResolveOutcome>(decisions.Count);
        foreach (var some in decisions.Chunk(AtATime))
            outcomes.AddRange(await _log.WriteAsync(session => some.Select(d => Resolve(session, d, topology)).ToList(), cancellationToken));
        return outcomes;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_owned) await _log.DisposeAsync();
    }

    private ResolveOutcome Resolve(HubSession session, ConflictDecision decision, TopologySnapshot topology)
    {
        var syncSet = session.Scalar("SELECT sync_set FROM data_conflicts WHERE id=$1", decision.ConflictId) as string;
        if (syncSet is null || !topology.Sets.TryGetValue(syncSet, out var set)) return new ResolveOutcome(ResolveStatus.NotFound);
        var ledger = new SetLedger(session, set, _clock.GetUtcNow(), System.Diagnostics.Activity.Current?.Id);
        if (ledger.Conflicts.Find(decision.ConflictId) is not { } conflict) return new ResolveOutcome(ResolveStatus.NotFound);
        var runner = new DecisionRunner(ledger);
        var closing = new ConflictClosing(ConflictStatus.Resolved, null, Name(decision.Choice), ConflictActions.Resolved, decision.By, decision.Comment);
        var outcome = runner.Run(conflict, decision, closing);
        if (outcome.Status != ResolveStatus.Resolved) return outcome;
        runner.Release();
        Counters.Add(session, "resolved", 1);
        if (decision.Audit is { } entry) AuditChain.Append(session, entry);
        return outcome with { OpenConflicts = ledger.Conflicts.OpenCount() };
    }

    private static string Name(ConflictChoice choice) => choice switch
    {
        ConflictChoice.KeepLeft => "keep-left",
        ConflictChoice.KeepRight => "keep-right",
        ConflictChoice.KeepBoth => "keep-both",
        ConflictChoice.Columns => "columns",
        _ => "edit",
    };
}
