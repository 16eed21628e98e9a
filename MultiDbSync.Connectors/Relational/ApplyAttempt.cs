using System.Data.Common;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational;

/// <summary>
/// One attempt at writing the rows of a batch, inside a savepoint. At first all in one round trip; when the database refuses something, part by part
/// (<see cref="RowWriter"/>). Rows that turn out not to be writable only after they were written (an application was quicker, a trigger changed them) go to
/// <see cref="Exclude"/>: the attempt is undone and made again without them.
/// </summary>
internal sealed class ApplyAttempt(
    ApplyScope scope,
    IReadOnlyDictionary<RowId, RowImage> found,
    IReadOnlyDictionary<RowId, RowRefusal> leave,
    Func<Dictionary<string, TableSchema>, Action<RowId>, IReadOnlyList<RelationalCommand>> guard,
    Dictionary<string, TableSchema> tables)
{
    private readonly Dictionary<RowId, RowProgress> _rows = new(scope.Batch.Rows.Count);

    public IReadOnlyCollection<RowProgress> Rows => _rows.Values;

    /// <summary>Rows that the next attempt leaves alone.</summary>
    public Dictionary<RowId, RowRefusal> Exclude { get; } = [];

    /// <summary>False when a coalesced batch met a constraint.</summary>
    /// <param name="asOne">Try all rows in one round trip first.</param>
    public async Task<bool> RunAsync(bool asOne, CancellationToken cancellationToken)
    {
        var writes = Plan();
        if (writes.Count == 0) return true;
        if (asOne)
        {
            var kind = await TryAsOneAsync(writes, cancellationToken);
            if (kind is null) return true;
            if (scope.Batch.Coalesced && kind is RelationalErrorKind.Unique or RelationalErrorKind.Refused) return false;
        }

        await RelationalRoundTrip.SendAsync(scope.Connection, [ApplyScope.Savepoint(ApplyScope.Rows), .. Deferrals(writes)], cancellationToken);
        if (!await new RowWriter(scope, Exclude).RunAsync(writes, cancellationToken)) return false;
        if (!scope.Batch.Coalesced) await new UniqueRing(scope).RunAsync(Rows, cancellationToken);
        if (Exclude.Count > 0) return true;
        var check = new WrittenRows(_rows, Exclude);
        var references = scope.Dialect.CheckReferences(scope.Cache.Catalog, Rows);
        await RelationalRoundTrip.SendAsync(scope.Connection, [.. references?.Statements() ?? [], .. guard(tables, check.Hit), .. check.Reads()], cancellationToken);
        await CompareAsync(check, references, cancellationToken);
        return true;
    }

    // Null: all is written and checked.
    private async Task<RelationalErrorKind?> TryAsOneAsync(List<RowWrite> writes, CancellationToken cancellationToken)
    {
        foreach (var write in writes) write.Row.Written = true;
        var check = new WrittenRows(_rows, Exclude);
        var references = scope.Dialect.CheckReferences(scope.Cache.Catalog, Rows);
        RelationalErrorKind kind;
        try
        {
            var other = await RelationalRoundTrip.SendAsync(
                scope.Connection,
                [
                    ApplyScope.Savepoint(ApplyScope.Rows), .. Deferrals(writes), .. RowStatements.Of(writes, scope.Cache.Catalog), .. references?.Statements() ?? [],
                    .. guard(tables, check.Hit), .. check.Reads(),
                ],
                cancellationToken);
            if (other < 0)
            {
                await CompareAsync(check, references, cancellationToken);
                return null;
            }

            kind = RelationalErrorKind.ForeignKey;
        }
        catch (DbException e) when (scope.Dialect.Classify(e) != RelationalErrorKind.Other)
        {
            kind = scope.Dialect.Classify(e);
        }

        Exclude.Clear();
        foreach (var write in writes) write.Row.Written = false;
        await RelationalRoundTrip.SendAsync(scope.Connection, ApplyScope.Undo(ApplyScope.Rows), cancellationToken);
        return kind;
    }

    private async Task CompareAsync(WrittenRows check, IReferenceCheck? references, CancellationToken cancellationToken)
    {
        await scope.Dialect.TellUnreadAsync(tables, check.Hit, cancellationToken);
        check.Compare();
        foreach (var (id, refusal) in references?.Refused() ?? []) Exclude.TryAdd(id, refusal);
    }

    private IReadOnlyList<RelationalCommand> Deferrals(List<RowWrite> writes) =>
        scope.Dialect.DeferConstraints(writes.Select(w => w.Table.Schema.Name).Distinct().SelectMany(scope.Cache.Catalog.OfChild).Where(r => r.Deferrable));

    private List<RowWrite> Plan()
    {
        var writes = new List<RowWrite>(scope.Batch.Rows.Count);
        foreach (var row in scope.Batch.Rows)
        {
            var id = RowId.Of(row);
            if (!_rows.TryGetValue(id, out var progress))
            {
                _rows.Add(id, progress = new RowProgress(row, scope.Cache.TableOf(row.Table), found.GetValueOrDefault(id)));
                progress.Left = leave.GetValueOrDefault(id) ?? (row.Leave is { } reason ? new RowRefusal(reason) : Diverges(row, progress));
            }

            progress.Last = row;
            if (progress.Left is not null) continue;
            progress.Position = row.Position;
            if (Write(progress, row) is { } write) writes.Add(write);
        }

        return scope.Batch.Coalesced ? new WriteSequence(scope.Cache.Catalog).Sort(writes) : writes;
    }

    private static RowRefusal? Diverges(ApplyRow row, RowProgress progress)
    {
        if (row.Expected is not { } expected || expected.Any(e => Matches(progress.Table, e, progress.Original))) return null;
        return new RowRefusal(DeferReason.Divergence, progress.Original);
    }

    private static bool Matches(RelationalTable table, RowImage? expected, RowImage? found) =>
        expected is null || found is null ? expected is null && found is null : RelationalTable.Differences(table.Project(expected), found).Count == 0;

    private static RowWrite? Write(RowProgress progress, ApplyRow row)
    {
        var before = progress.Planned;
        if (row.After is null)
        {
            progress.Planned = null;
            return before is null ? null : new RowWrite(progress, RowWriteKind.Delete, null, [], row.Position);
        }

        var wanted = progress.Table.Project(row.After);
        progress.Planned = before is null ? wanted : before.With(wanted.Columns, wanted);
        if (before is null) return new RowWrite(progress, RowWriteKind.Insert, wanted, wanted.Columns, row.Position);
        var changed = RelationalTable.Differences(wanted, before);
        return changed.Count == 0 ? null : new RowWrite(progress, RowWriteKind.Update, wanted, changed, row.Position);
    }
}
