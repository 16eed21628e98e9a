using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Statements on our own tables.</summary>
internal static class ApplyStatements
{
    /// <summary>The first lock of every transaction of ours: two workers on one node come one after the other.</summary>
    public static RelationalCommand LockState(RelationalDialect dialect, string syncSet, Action<NodeState> onState) =>
        new StatementText(dialect).Add($"SELECT hub, incarnation, applied, captured FROM {dialect.StateTable} WHERE sync_set = ").Value(syncSet).Add(dialect.ForUpdate)
            .ToCommand(r => onState(new NodeState(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), [])));

    public static RelationalCommand Deferred(RelationalDialect dialect, string syncSet, Dictionary<RowId, DeferReason> known) =>
        new StatementText(dialect).Add($"SELECT table_id, form, reason FROM {dialect.DeferredTable} WHERE sync_set = ").Value(syncSet)
            .ToCommand(r => known[new RowId(r.GetString(0), r.GetString(1))] = Enum.Parse<DeferReason>(r.GetString(2)));
}
