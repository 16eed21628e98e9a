using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Statements on our own tables.</summary>
internal static class ApplyStatements
{
    private const int SmallBatch = 100;

    /// <summary>The first lock of every transaction of ours: two workers on one node come one after the other.</summary>
    public static RelationalCommand LockState(RelationalDialect dialect, string syncSet, Action<NodeState> onState) =>
        new StatementText(dialect).Add($"SELECT hub, incarnation, applied, captured FROM {dialect.StateTable} WHERE sync_set = ").Value(syncSet).Add(dialect.ForUpdate)
            .ToCommand(r => onState(new NodeState(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), [])));

    /// <summary>To be sent in the transaction that changes the set's deferred rows.</summary>
    public static RelationalCommand RenewDeferredToken(RelationalDialect dialect, string syncSet) =>
        new StatementText(dialect).Add($"UPDATE {dialect.StateTable} SET {DeferredLists.Column} = ").Value(DeferredLists.NewToken()).Add(" WHERE sync_set = ").Value(syncSet).ToCommand();

    /// <summary>Which rows of the batch are deferred; of a small batch only those are read, since thousands may wait for people.</summary>
    public static RelationalCommand Deferred(RelationalDialect dialect, ApplyBatch batch, Dictionary<RowId, DeferReason> known)
    {
        var text = new StatementText(dialect).Add($"SELECT table_id, form, reason FROM {dialect.DeferredTable} WHERE sync_set = ").Value(batch.SyncSet);
        if (batch.Rows.Count <= SmallBatch)
        {
            text.Add(" AND form IN (''");
            foreach (var form in batch.Rows.Select(r => RowId.Of(r).Form).Distinct()) text.Add(", ").Value(form);
            text.Add(")");
        }

        return text.ToCommand(r => known[new RowId(r.GetString(0), r.GetString(1))] = Enum.Parse<DeferReason>(r.GetString(2)));
    }
}
