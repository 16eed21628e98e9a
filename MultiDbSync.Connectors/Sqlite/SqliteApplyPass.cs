using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// One attempt at writing the rows of a batch, inside a savepoint. Rows that turn out not to be writable only after they were written (a foreign key
/// without its parent, a value that SQLite changed on its way in) go to <see cref="Exclude"/>: the attempt is undone and made again without them.
/// </summary>
internal sealed class SqliteApplyPass(ApplyBatch batch, SqliteApplyTables tables, IReadOnlyDictionary<SqliteRowId, SqliteRefusal> leave)
{
    private readonly Dictionary<SqliteRowId, SqliteRowState> _rows = new(batch.Rows.Count);

    public IReadOnlyDictionary<SqliteRowId, SqliteRowState> Rows => _rows;

    /// <summary>Rows that the next attempt leaves alone.</summary>
    public Dictionary<SqliteRowId, SqliteRefusal> Exclude { get; } = [];

    /// <summary>False when a coalesced batch met a constraint.</summary>
    public bool Run(CancellationToken cancellationToken)
    {
        foreach (var row in batch.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var id = SqliteRowId.Of(row);
            if (!_rows.TryGetValue(id, out var state)) _rows.Add(id, state = new SqliteRowState(row));

            state.Last = row;

            // Later changes of a row build on the one that was refused.
            if (state.Left is not null) continue;
            state.Position = row.Position;
            state.Left = leave.GetValueOrDefault(id) ?? (row.Leave is { } reason ? new SqliteRefusal(reason) : null);
            if (state.Left is null && !Write(row, id, state)) return false;
        }

        foreach (var row in new SqliteUniqueRing(tables.Database, tables).Run(_rows.Values))
            Compare(row, row.Last.After is null ? null : tables.WriterOf(row.Last.Table).Project(row.Last.After));
        if (Exclude.Count == 0) new SqliteForeignKeyCheck(tables.ForeignKeys).Run(_rows, Exclude);
        return true;
    }

    private bool Write(ApplyRow row, SqliteRowId id, SqliteRowState state)
    {
        if (row.Key.Values.Any(v => v.IsNull))
        {
            state.Left = new SqliteRefusal(DeferReason.Rejected, Error: "A key column is NULL, so the row can't be told from others.");
            return true;
        }

        var writer = tables.WriterOf(row.Table);
        var looked = state.Seen;
        var found = looked ? state.Current : writer.Find(row.Key);
        if (!looked) state.Original = found;
        (state.Seen, state.Current) = (true, found);
        if (!looked && row.Expected is { } expected && !expected.Any(e => Matches(writer, e, found)))
        {
            state.Left = new SqliteRefusal(DeferReason.Divergence, found);
            return true;
        }

        if (row.After is not null && writer.Refuse(row.After) is { } unfit)
        {
            Reject(id, state, new SqliteRefusal(DeferReason.Rejected, Error: unfit));
            return true;
        }

        var code = Change(writer, row, found, out var wanted, out var wrote, out var message);
        if (code != 0)
        {
            if (batch.Coalesced) return false;
            Reject(id, state, SqliteErrors.IsUnique(code) ? new SqliteRefusal(DeferReason.UniqueKey, IsClash: true) : new SqliteRefusal(DeferReason.Rejected, Error: message));
            return true;
        }

        if (!wrote) return true;
        state.Written = true;
        state.Current = row.After is null ? null : writer.Find(row.Key);
        Compare(state, wanted);
        return true;
    }

    private void Reject(SqliteRowId id, SqliteRowState state, SqliteRefusal refusal)
    {
        state.Left = refusal;

        // An earlier change of the row went in: nobody shall see the row half way, so it is left alone from its first change on.
        if (state.Written) Exclude[id] = refusal;
    }

    // Affinity turns '1' into 1 in an INTEGER column; whoever sent the text would see another value come back.
    private void Compare(SqliteRowState state, RowImage? wanted)
    {
        if (wanted is null || FindAltered(wanted, state.Current) is not { } altered) return;
        Exclude[SqliteRowId.Of(state.First)] = new SqliteRefusal(DeferReason.Rejected, Error: $"Column '{altered}' does not keep the value: its declared type makes another one of it.");
    }

    private static int Change(SqliteTableWriter writer, ApplyRow row, RowImage? found, out RowImage? wanted, out bool wrote, out string message)
    {
        wanted = row.After is null ? null : writer.Project(row.After);
        message = string.Empty;
        wrote = true;
        if (wanted is null)
        {
            wrote = found is not null;
            return wrote ? writer.Delete(row.Key, out message) : 0;
        }

        if (found is null) return writer.Insert(wanted, out message);
        var changed = SqliteTableWriter.Differences(wanted, found);
        wrote = changed.Count > 0;
        return wrote ? writer.Update(row.Key, wanted, changed, out message) : 0;
    }

    private static bool Matches(SqliteTableWriter writer, RowImage? expected, RowImage? found) =>
        expected is null || found is null ? expected is null && found is null : SqliteTableWriter.Differences(writer.Project(expected), found).Count == 0;

    private static string? FindAltered(RowImage wanted, RowImage? row)
    {
        if (row is null) return wanted.Columns[0];
        var changed = SqliteTableWriter.Differences(wanted, row);
        return changed.Count == 0 ? null : wanted.Columns[changed[0]];
    }
}
