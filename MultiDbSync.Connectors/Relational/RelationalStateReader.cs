using System.Data.Common;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Reads <c>mds_state</c> and <c>mds_deferred</c>.</summary>
internal sealed class RelationalStateReader(RelationalDialect dialect)
{
    private readonly Dictionary<string, NodeState> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<DeferredRow>> _deferred = new(StringComparer.Ordinal);

    /// <summary>By sync set, once the command has run.</summary>
    public IReadOnlyDictionary<string, NodeState> States => _states.ToDictionary(s => s.Key, s => s.Value with { Deferred = _deferred.GetValueOrDefault(s.Key, []) });

    /// <summary>One statement, so one snapshot.</summary>
    public RelationalCommand Read(string? syncSet)
    {
        var text = new StatementText(dialect).Add($"""
            SELECT s.sync_set, s.hub, s.incarnation, s.applied, s.captured, d.table_id, d.{dialect.Quote("key")}, d.position, d.reason
            FROM {dialect.StateTable} s LEFT JOIN {dialect.DeferredTable} d ON d.sync_set = s.sync_set
            """);
        if (syncSet is not null) text.Add(" WHERE s.sync_set = ").Value(syncSet);
        return text.Add(" ORDER BY d.position").ToCommand(Take);
    }

    private void Take(DbDataReader row)
    {
        var set = row.GetString(0);
        if (!_states.ContainsKey(set)) _states.Add(set, new NodeState(row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), []));
        if (row.IsDBNull(5)) return;
        if (!_deferred.TryGetValue(set, out var list)) _deferred.Add(set, list = []);
        list.Add(new DeferredRow(row.GetString(5), RowKey.Parse(row.GetString(6)), row.GetInt64(7), Enum.Parse<DeferReason>(row.GetString(8))));
    }
}
