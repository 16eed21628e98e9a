using System.Data.Common;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Relational;

/// <summary>
/// Writes rows in their order where the database refuses some: a part that fails is taken back and split until the bad row stands alone. A row that only
/// lacks its parent (or whose children remain) waits until the others are written.
/// </summary>
/// <param name="exclude">Rows refused at a later change: their earlier ones must go back, too.</param>
internal sealed class RowWriter(ApplyScope scope, Dictionary<RowId, RowRefusal> exclude)
{
    private List<RowWrite> _waiting = [];
    private bool _failed;

    /// <summary>False when a coalesced batch met a constraint other than a foreign key.</summary>
    public async Task<bool> RunAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken)
    {
        await WriteAsync(writes, cancellationToken);
        while (_waiting.Count > 0 && !_failed)
        {
            var again = _waiting;
            _waiting = [];
            await WriteAsync(again, cancellationToken);
            if (_waiting.Count < again.Count) continue;
            var ring = await new ReferenceRing(scope).RunAsync(_waiting.Select(w => w.Row), cancellationToken);
            foreach (var write in _waiting.Where(w => !ring.Contains(w.Row))) Refuse(write, new RowRefusal(DeferReason.ForeignKey));
            break;
        }

        return !_failed;
    }

    private async Task WriteAsync(IReadOnlyList<RowWrite> part, CancellationToken cancellationToken)
    {
        if (_failed) return;
        var writes = new List<RowWrite>(part.Count);
        foreach (var write in part)
        {
            // Later changes of a row build on the one that was refused or waits.
            if (write.Row.Left is not null) continue;
            if (_waiting.Exists(w => ReferenceEquals(w.Row, write.Row))) _waiting.Add(write);
            else writes.Add(write);
        }

        if (writes.Count == 0) return;
        if (await TryAsync(writes, cancellationToken) is not { } failure)
        {
            foreach (var write in writes) write.Row.Written = true;
            return;
        }

        if (scope.Batch.Coalesced && failure.Kind is RelationalErrorKind.Unique or RelationalErrorKind.Refused)
        {
            _failed = true;
        }
        else if (writes.Count == 1)
        {
            Judge(writes[0], failure);
        }
        else
        {
            await WriteAsync(writes[..(writes.Count / 2)], cancellationToken);
            await WriteAsync(writes[(writes.Count / 2)..], cancellationToken);
        }
    }

    private async Task<WriteFailure?> TryAsync(List<RowWrite> writes, CancellationToken cancellationToken)
    {
        var failure = new WriteFailure(RelationalErrorKind.ForeignKey, string.Empty);
        try
        {
            var other = await RelationalRoundTrip.SendAsync(
                scope.Connection, [ApplyScope.Savepoint(ApplyScope.Step), .. RowStatements.Of(writes, scope.Cache.Catalog)], cancellationToken);
            if (other < 0)
            {
                await RelationalRoundTrip.SendAsync(scope.Connection, [ApplyScope.Release(ApplyScope.Step)], cancellationToken);
                return null;
            }

            if (writes.Count == 1 && !CanWait(writes[0])) failure = new WriteFailure(RelationalErrorKind.Refused, "Something in the database leaves the row as it was: a trigger or a rule of the application.");
        }
        catch (DbException e) when (scope.Dialect.Classify(e) != RelationalErrorKind.Other)
        {
            failure = new WriteFailure(scope.Dialect.Classify(e), scope.Dialect.Describe(e));
        }

        await RelationalRoundTrip.SendAsync(scope.Connection, ApplyScope.Undo(ApplyScope.Step), cancellationToken);
        return failure;
    }

    // The statement itself spares rows whose children a key would change.
    private bool CanWait(RowWrite write) => scope.Cache.Catalog.OfParent(write.Table.Schema.Name).Any(r => write.Kind == RowWriteKind.Delete ? r.ActsOnDelete : r.ActsOnUpdate);

    private void Judge(RowWrite write, WriteFailure failure)
    {
        switch (failure.Kind)
        {
            case RelationalErrorKind.ForeignKey: _waiting.Add(write); break;
            case RelationalErrorKind.Unique: Refuse(write, new RowRefusal(DeferReason.UniqueKey, IsClash: true)); break;
            case RelationalErrorKind.Locked: Refuse(write, new RowRefusal(DeferReason.Locked)); break;
            default: Refuse(write, RowRefusal.Rejected(failure.Message)); break;
        }
    }

    private void Refuse(RowWrite write, RowRefusal refusal)
    {
        var row = write.Row;
        if (row.Left is not null) return;
        (row.Left, row.Position) = (refusal, write.Position);

        // An earlier change of the row went in: nobody shall see the row half way, so it is left alone from its first change on.
        if (row.Written) exclude[row.Id] = refusal;
    }
}
