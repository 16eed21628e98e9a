using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Web.Features.SyncSets;

/// <summary>A table's policies as somebody changes them.</summary>
public sealed class PolicyDraft
{
    private readonly Dictionary<ConflictKind, string> _kinds;
    private readonly Dictionary<string, string> _columns;

    /// <summary>Begins with what a table has.</summary>
    public PolicyDraft(SyncSetTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        (Table, Default) = (table.Name, table.Policy);
        _kinds = new Dictionary<ConflictKind, string>(table.KindPolicies);
        _columns = new Dictionary<string, string>(table.ColumnPolicies);
    }

    /// <summary>The table's name.</summary>
    public string Table { get; }

    /// <summary>The policy of whatever has none of its own.</summary>
    public string Default { get; set; }

    /// <summary>How many kinds and columns have a policy of their own.</summary>
    public int Exceptions => _kinds.Count + _columns.Count;

    /// <summary>A kind's own policy, or null.</summary>
    public string? Of(ConflictKind kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>A column's own policy, or null.</summary>
    public string? Of(string column) => _columns.GetValueOrDefault(column);

    /// <summary>Gives a kind a policy of its own, or takes it away.</summary>
    public void Set(ConflictKind kind, string? policy)
    {
        if (policy is null) _kinds.Remove(kind);
        else _kinds[kind] = policy;
    }

    /// <summary>Gives a column a policy of its own, or takes it away.</summary>
    public void Set(string column, string? policy)
    {
        if (policy is null) _columns.Remove(column);
        else _columns[column] = policy;
    }

    /// <summary>As it is saved.</summary>
    public TablePolicyDefinition ToDefinition() => new(Default, _kinds.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value), new Dictionary<string, string>(_columns));
}
