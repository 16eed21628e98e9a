using System.Data.Common;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Writes down what a batch did, in one round trip: deferred rows, position, and last of all the markers; then commits.</summary>
internal sealed class ApplyRecord(DbConnection connection, RelationalDialect dialect, ApplyBatch batch, bool hasDeferredToken)
{
    private const int ColumnsOfMarker = 6;
    private const int ColumnsOfDeferred = 6;

    private readonly List<(string Kind, RowProgress? Row, long Position)> _markers = [];
    private readonly List<RowProgress> _added = [];
    private readonly List<RowProgress> _gone = [];
    private readonly List<RowProgress> _otherReason = [];

    /// <param name="known">Rows that were deferred before the batch.</param>
    public async Task WriteAsync(IReadOnlyCollection<RowProgress> rows, Dictionary<RowId, DeferReason> known, CancellationToken cancellationToken)
    {
        foreach (var row in rows) Note(row, known);
        var moved = batch.UpTo != batch.ExpectedApplied;
        if (moved) _markers.Add(("applied", null, batch.UpTo));
        var nothing = _markers.Count == 0 && _otherReason.Count == 0 && !rows.Any(r => r.Written && r.Left is null);
        var statements = new List<RelationalCommand>();
        if (!nothing)
        {
            statements.AddRange(_gone.Chunk(dialect.MostParameters / 4).Select(Delete));
            statements.AddRange(_added.Chunk(dialect.MostParameters / ColumnsOfDeferred).Select(Insert));
            foreach (var reason in _otherReason.GroupBy(r => r.Left!.Reason)) statements.AddRange(reason.Chunk(dialect.MostParameters / 4).Select(c => Update(reason.Key, c)));
            if (hasDeferredToken && _gone.Count + _added.Count + _otherReason.Count > 0) statements.Add(ApplyStatements.RenewDeferredToken(dialect, batch.SyncSet));
            if (moved) statements.Add(new StatementText(dialect).Add($"UPDATE {dialect.StateTable} SET applied = ").Value(batch.UpTo).Add(" WHERE sync_set = ").Value(batch.SyncSet).ToCommand());
            statements.AddRange(_markers.Chunk(dialect.MostParameters / ColumnsOfMarker).Select(Append));
        }

        statements.AddRange(nothing ? dialect.Rollback() : dialect.Commit());
        await RelationalRoundTrip.SendAsync(connection, statements, cancellationToken);
    }

    private void Note(RowProgress row, Dictionary<RowId, DeferReason> known)
    {
        var wasDeferred = known.TryGetValue(row.Id, out var reason);
        if (row.Left is null)
        {
            if (!wasDeferred) return;
            _gone.Add(row);
            _markers.Add(("released", row, row.Position));
        }
        else if (!wasDeferred)
        {
            _added.Add(row);
            _markers.Add(("deferred", row, row.Position));
        }
        else if (reason != row.Left.Reason)
        {
            // The position stays: the row has been without its head since then.
            _otherReason.Add(row);
        }
    }

    private RelationalCommand Delete(RowProgress[] rows)
    {
        var text = new StatementText(dialect).Add($"DELETE FROM {dialect.DeferredTable} WHERE ");
        return Which(text, rows).ToCommand();
    }

    private RelationalCommand Update(DeferReason reason, RowProgress[] rows)
    {
        var text = new StatementText(dialect).Add($"UPDATE {dialect.DeferredTable} SET reason = ").Value(reason.ToString()).Add(" WHERE ");
        return Which(text, rows).ToCommand();
    }

    private StatementText Which(StatementText text, RowProgress[] rows)
    {
        text.Add("sync_set = ").Value(batch.SyncSet).Add(" AND (table_id, form) IN (");
        for (var i = 0; i < rows.Length; i++) text.Add(i == 0 ? "(" : ", (").Value(rows[i].Id.Table).Add(", ").Value(rows[i].Id.Form).Add(")");
        return text.Add(")");
    }

    private RelationalCommand Insert(RowProgress[] rows)
    {
        var text = new StatementText(dialect).Add($"INSERT INTO {dialect.DeferredTable}(sync_set, table_id, form, {dialect.Quote("key")}, position, reason) VALUES ");
        for (var i = 0; i < rows.Length; i++)
        {
            text.Add(i == 0 ? "(" : ", (").Value(batch.SyncSet).Add(", ").Value(rows[i].Id.Table).Add(", ").Value(rows[i].Id.Form).Add(", ")
                .Value(rows[i].First.Key.Text).Add(", ").Value(rows[i].Position).Add(", ").Value(rows[i].Left!.Reason.ToString()).Add(")");
        }

        return text.ToCommand();
    }

    private RelationalCommand Append((string Kind, RowProgress? Row, long Position)[] markers)
    {
        var text = new StatementText(dialect).Add($"INSERT INTO {dialect.ChangeTable}(id, kind, sync_set, table_id, {dialect.Quote("key")}, position, tx, at) VALUES ");
        for (var i = 0; i < markers.Length; i++)
        {
            var (kind, row, position) = markers[i];
            text.Add(i == 0 ? "(" : ", (").Value(Guid.NewGuid().ToString("N")).Add(", ").Value(kind).Add(", ").Value(batch.SyncSet).Add(", ").Value(row?.First.Table.Name).Add(", ")
                .Value(row?.First.Key.Text).Add(", ").Value(position).Add($", {dialect.CurrentTransaction}, {dialect.Now})");
        }

        return text.ToCommand();
    }
}
