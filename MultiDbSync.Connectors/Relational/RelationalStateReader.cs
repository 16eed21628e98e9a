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
    public IReadOnlyDictionary<string, NodeState> States()
    {
        var wereRead = !_states.All(s => s.Value.Token is { } token && _known.Contains((s.Key, token)));
        return _states.ToDictionary(s => s.Key, s => s.Value.State with { Deferred = DeferredOf(s.Key, s.Value.Token, wereRead) });
    }

    /// <summary>One statement, so one snapshot. Where the tokens of all sets are known, the database does not look at deferred rows.</summary>
    public RelationalCommand Read(string? syncSet)
    {
        _known = lists?.Known(syncSet) ?? [];
        var text = new StatementText(dialect).Add($"""
            SELECT s.sync_set, s.hub, s.incarnation, s.applied, s.captured, {(lists is null ? "NULL" : $"s.{DeferredLists.Column}")}, d.table_id, d.{dialect.Quote("key")}, d.position, d.reason
            FROM {dialect.StateTable} s LEFT JOIN
            """).Add(" ");
        if (_known.Count == 0) text.Add($"{dialect.DeferredTable} d");
        else AddUnlessKnown(text, syncSet);
        text.Add(" ON d.sync_set = s.sync_set");
        if (syncSet is not null) text.Add(" WHERE s.sync_set = ").Value(syncSet);
        return text.Add(" ORDER BY d.position").ToCommand(Take);
    }

    // All lists or none, by a condition on nothing of the table itself: so it is answered once, before any row is looked at.
    private void AddUnlessKnown(StatementText text, string? syncSet)
    {
        text.Add($"""
            (SELECT sync_set, table_id, {dialect.Quote("key")}, position, reason FROM {dialect.DeferredTable}
            WHERE EXISTS (SELECT 1 FROM {dialect.StateTable} x WHERE (x.{DeferredLists.Column} IS NULL OR (x.sync_set, x.{DeferredLists.Column}) NOT IN (
            """);
        for (var i = 0; i < _known.Count; i++) text.Add(i == 0 ? "(" : ", (").Value(_known[i].SyncSet).Add(", ").Value(_known[i].Token).Add(")");
        text.Add("))");
        if (syncSet is not null) text.Add(" AND x.sync_set = ").Value(syncSet);
        text.Add(")) d");
    }

    private IReadOnlyList<DeferredRow> DeferredOf(string syncSet, string? token, bool wereRead)
    {
        if (!wereRead) return lists?.Use(syncSet, token) ?? throw new InvalidOperationException("Deferred rows were neither read nor known.");
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
