using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// Writes hub changes into the file, one BEGIN IMMEDIATE transaction a batch. From its first statement on nobody else can write, so state, guard and
/// rows are read once and hold until the commit. On its connection triggers are off (the application's must not run again, ours must not capture) and
/// foreign keys are checked by <see cref="SqliteForeignKeyCheck"/>.
/// </summary>
internal sealed class SqliteApplier(SqliteSession session, string node) : IApplier
{
    private readonly SqliteStateReader _states = new();
    private (int Opened, SqliteApplyTables Tables)? _tables;

    public Task<NodeState> ReadStateAsync(string syncSet, CancellationToken cancellationToken) => session.ReadAsync(
        database =>
        {
            if (!SqliteStateReader.IsInstalled(database)) throw SqliteErrors.NotInstalled(node, syncSet);
            return _states.ReadAll(database).GetValueOrDefault(syncSet) ?? throw SqliteErrors.NotInstalled(node, syncSet);
        },
        cancellationToken);

    public Task<ApplyResult> ApplyAsync(ApplyBatch batch, CancellationToken cancellationToken) =>
        session.WriteAsync(database => Apply(database, batch, cancellationToken), cancellationToken);

    public Task EmptyAsync(string syncSet, string hub, long incarnation, IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken) =>
        session.WriteAsync(database => (true, Empty(database, syncSet, hub, incarnation, tables)), cancellationToken);

    private bool Empty(SqliteDatabase database, string syncSet, string hub, long incarnation, IReadOnlyList<TableSchema> tables)
    {
        if (!SqliteStateReader.IsInstalled(database) || SqliteStateReader.Find(database, syncSet) is not { } state) throw SqliteErrors.NotInstalled(node, syncSet);
        if (state.Hub != hub || state.Incarnation != incarnation) throw SqliteErrors.WrongHub(node);
        foreach (var table in tables.Reverse()) database.Execute($"DELETE FROM {SqliteIdentifier.Table(table.Name)}");
        foreach (var ours in new[] { "mds_change", "mds_deferred" }) database.Prepare($"DELETE FROM {ours} WHERE sync_set = ?1").Bind(1, syncSet).Execute();
        SqliteDeferredToken.Renew(database, syncSet);
        foreach (var other in SqliteCatalog.Read(database).Select(t => t.Schema).Where(t => tables.All(x => x.Name != t.Name)))
        {
            if (!other.ForeignKeys.Any(k => tables.Any(t => string.Equals(t.Name, k.ParentTable, StringComparison.OrdinalIgnoreCase)))) continue;
            if (database.Prepare("SELECT 1 FROM pragma_foreign_key_check(?1)").Bind(1, SqliteIdentifier.TableOf(other.Name)).StepOnce())
                throw new ConnectorException(ConnectorErrorClass.Constraint, node, $"Rows of table '{other.Name}', which is not in the sync set, refer to rows that would be deleted. Nothing was deleted.");
        }

        return true;
    }

    private (bool Commit, ApplyResult Result) Apply(SqliteDatabase database, ApplyBatch batch, CancellationToken cancellationToken)
    {
        if (!SqliteStateReader.IsInstalled(database) || SqliteStateReader.Find(database, batch.SyncSet) is not { } state)
            throw SqliteErrors.NotInstalled(node, batch.SyncSet);
        if (state.Hub != batch.Hub || state.Incarnation != batch.Incarnation) return (false, ApplyResult.Of(ApplyStatus.WrongHub));
        if (state.Applied != batch.ExpectedApplied || state.Captured != batch.ExpectedCaptured) return (false, ApplyResult.Of(ApplyStatus.Stale));

        var leave = new Dictionary<SqliteRowId, SqliteRefusal>();
        SqliteGuard.Read(database, batch, leave);
        var tables = TablesOf(database);
        database.Prepare("UPDATE mds_state SET applying = 1 WHERE sync_set = ?1").Bind(1, batch.SyncSet).Execute();

        var pass = Write(database, batch, tables, leave, cancellationToken);
        if (pass is null) return (false, ApplyResult.Of(ApplyStatus.ConstraintFailed));
        var recorded = new SqliteApplyRecord(database, batch).Write(pass.Rows);

        // Nothing but the flag was written (a retry that found every row still in its way): the file need not be touched.
        var changed = recorded || pass.Rows.Values.Any(r => r.Written);
        return (changed, new ApplyResult(ApplyStatus.Applied, [.. pass.Rows.Values.Select(r => r.Outcome)]));
    }

    private static SqliteApplyPass? Write(
        SqliteDatabase database, ApplyBatch batch, SqliteApplyTables tables, Dictionary<SqliteRowId, SqliteRefusal> leave, CancellationToken cancellationToken)
    {
        while (true)
        {
            database.Prepare("SAVEPOINT mds_rows").Execute();
            var pass = new SqliteApplyPass(batch, tables, leave);
            if (!pass.Run(cancellationToken)) return null;
            if (pass.Exclude.Count == 0) return pass;

            database.Prepare("ROLLBACK TO mds_rows").Execute();
            database.Prepare("RELEASE mds_rows").Execute();
            foreach (var (id, refusal) in pass.Exclude) leave[id] = refusal;
        }
    }

    private SqliteApplyTables TablesOf(SqliteDatabase database)
    {
        if (_tables?.Opened != session.Opened) _tables = (session.Opened, new SqliteApplyTables(database));
        var tables = _tables.Value.Tables;
        tables.Refresh();
        return tables;
    }
}
