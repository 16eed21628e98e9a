using System.Data.Common;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Reads <c>mds_state</c> and <c>mds_deferred</c>.</summary>
/// <param name="lists">Null where nothing is kept from read to read: every list is read.</param>
internal sealed class RelationalStateReader(RelationalDialect dialect, DeferredLists? lists = null)
{
    private readonly Dictionary<string, (NodeState State, string? Token)> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<DeferredRow>> _deferred = new(StringComparer.Ordinal);
    private IReadOnlyList<(string SyncSet, string Token)> _known = [];

    /// <summary>By sync set, once the command has run; to be asked for once.</summary>
    public IReadOnlyDictionary<string, NodeState> States() => _states.ToDictionary(s => s.Key, s => s.Value.State with { Deferred = DeferredOf(s.Key, s.Value.Token) });

    /// <summary>One statement, so one snapshot; it looks at the deferred rows of those sets only whose token is not known.</summary>
    public RelationalCommand Read(string? syncSet)
    {
        _known = lists?.Known(syncSet) ?? [];
        var text = new StatementText(dialect).Add($"""
            SELECT s.sync_set, s.hub, s.incarnation, s.applied, s.captured, {(lists is null ? "NULL" : $"s.{DeferredLists.Column}")}, d.table_id, d.{dialect.Quote("key")}, d.position, d.reason
            FROM {dialect.StateTable} s LEFT JOIN
            """).Add(" ");
        if (_known.Count == 0) text.Add($"{dialect.DeferredTable} d ON d.sync_set = s.sync_set");
        else JoinUnknown(text, syncSet);
        if (syncSet is not null) text.Add(" WHERE s.sync_set = ").Value(syncSet);
        return text.Add(" ORDER BY d.position").ToCommand(Take);
    }

    // The condition twice: PostgreSQL answers the inner one before it looks at any row; MySQL reads the table in spite of it, but finds nothing by the outer one's NULL.
    private void JoinUnknown(StatementText text, string? syncSet)
    {
        text.Add($"(SELECT sync_set, table_id, {dialect.Quote("key")}, position, reason FROM {dialect.DeferredTable} WHERE EXISTS (SELECT 1 FROM {dialect.StateTable} x WHERE ");
        AddUnknown(text, "x");
        if (syncSet is not null) text.Add(" AND x.sync_set = ").Value(syncSet);
        text.Add(")) d ON d.sync_set = CASE WHEN ");
        AddUnknown(text, "s");
        text.Add(" THEN s.sync_set END");
    }

    private void AddUnknown(StatementText text, string state)
    {
        text.Add($"({state}.{DeferredLists.Column} IS NULL OR ({state}.sync_set, {state}.{DeferredLists.Column}) NOT IN (");
        for (var i = 0; i < _known.Count; i++) text.Add(i == 0 ? "(" : ", (").Value(_known[i].SyncSet).Add(", ").Value(_known[i].Token).Add(")");
        text.Add("))");
    }

    private IReadOnlyList<DeferredRow> DeferredOf(string syncSet, string? token)
    {
        if (token is not null && _known.Contains((syncSet, token)))
            return lists?.Use(syncSet, token) ?? throw new InvalidOperationException("Deferred rows were neither read nor known.");
        var read = _deferred.GetValueOrDefault(syncSet, []);
        return lists?.Keep(syncSet, token, read) ?? read;
    }

    private void Take(DbDataReader row)
    {
        var set = row.GetString(0);
        if (!_states.ContainsKey(set))
            _states.Add(set, (new NodeState(row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), []), row.IsDBNull(5) ? null : row.GetString(5)));
        if (row.IsDBNull(6)) return;
        if (!_deferred.TryGetValue(set, out var list)) _deferred.Add(set, list = []);
        list.Add(new DeferredRow(row.GetString(6), RowKey.Parse(row.GetString(7)), row.GetInt64(8), Enum.Parse<DeferReason>(row.GetString(9))));
    }
}
