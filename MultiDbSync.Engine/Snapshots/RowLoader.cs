using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Delivery;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>
/// Writes the source's rows into the database that is loaded, as delivery writes changes: guard, compare-and-set and constraints hold. A row that is absent is
/// put there, an equal one is fine, any other is left alone. To write a row again does no harm.
/// </summary>
internal sealed class RowLoader(LoadScope scope, DeadLetterBook letters)
{
    private NodeState? _state;

    /// <summary>Returns what became of the rows; those that the database's own applications have changed since are not among them.</summary>
    public async Task<IReadOnlyList<RowOutcome>> WriteAsync(IReadOnlyList<LoadRow> rows, CancellationToken cancellationToken)
    {
        if (await TryAsync(rows, cancellationToken) is { } outcomes) return outcomes;

        // Its own changes were captured meanwhile. Where that goes on, capture waits for us.
        var turn = scope.Parts.State.Nodes.GetValueOrDefault(scope.Node)?.Turn;
        if (turn is not null) await turn.WaitAsync(cancellationToken);
        try
        {
            while (true)
                if (await TryAsync(rows, cancellationToken) is { } again) return again;
        }
        finally
        {
            turn?.Release();
        }
    }

    // Null when the database has moved on.
    private async Task<IReadOnlyList<RowOutcome>?> TryAsync(IReadOnlyList<LoadRow> rows, CancellationToken cancellationToken)
    {
        _state ??= await scope.Target.Applier.ReadStateAsync(scope.Set.Name, cancellationToken);
        var wanted = scope.Ledger.LeaveOutOwn(rows);
        if (wanted.Count == 0) return [];
        var result = await scope.Target.Applier.ApplyAsync(BatchOf(wanted, _state), cancellationToken);
        if (result.Status == ApplyStatus.WrongHub) throw new LoadEndedException($"{scope.Node} belongs to another hub.");
        if (result.Status != ApplyStatus.Applied)
        {
            _state = null;
            return null;
        }

        await letters.NoteAsync(scope.Set.Name, scope.Node, scope.Start, result.Rows, cancellationToken);
        return result.Rows;
    }

    private ApplyBatch BatchOf(IReadOnlyList<LoadRow> rows, NodeState state) => new(
        scope.Set.Name, state.Hub, state.Incarnation, state.Applied, state.Captured, state.Applied,
        [.. rows.Select(r => new ApplyRow(r.Table, r.Key, scope.Start, r.Image, r.Image is null ? [null] : [null, r.Image], r.Leave))],
        Coalesced: false);
}
