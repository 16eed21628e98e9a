using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Web.Features.SyncSets.Joining;

/// <summary>How a database holds one table of a set, as somebody chooses it.</summary>
public sealed class RouteTableDraft(SyncSetShape shape)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);

    /// <summary>The set's table.</summary>
    public SyncSetShape Shape => shape;

    /// <summary>The database's name of it; empty for the same.</summary>
    public string NativeTable { get; set; } = "";

    /// <summary>Only rows that meet it; empty for all.</summary>
    public string Filter { get; set; } = "";

    /// <summary>Nothing is chosen otherwise than the set has it.</summary>
    public bool IsSame => NativeTable.Trim().Length == 0 && Filter.Trim().Length == 0 && _leftOut.Count == 0 && _names.Values.All(name => name.Trim().Length == 0);

    /// <summary>The database's name of a column; empty for the same.</summary>
    public string NameOf(string column) => _names.GetValueOrDefault(column, "");

    /// <summary>Names a column as the database does.</summary>
    public void Rename(string column, string name) => _names[column] = name;

    /// <summary>The database does not hold the column.</summary>
    public bool IsLeftOut(string column) => _leftOut.Contains(column);

    /// <summary>Leaves a column out, or takes it in again. The key is needed.</summary>
    public void LeaveOut(DatabaseColumn column, bool leaveOut)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (leaveOut && !column.IsKey) _leftOut.Add(column.Name);
        else _leftOut.Remove(column.Name);
    }

    /// <summary>As it is asked for; null when it is the same.</summary>
    public RouteTableDefinition? ToDefinition()
    {
        if (IsSame) return null;
        var names = _names.Where(n => n.Value.Trim() is { Length: > 0 } name && name != n.Key && !_leftOut.Contains(n.Key)).ToDictionary(n => n.Value.Trim(), n => n.Key, StringComparer.Ordinal);
        return new RouteTableDefinition(
            shape.Table, Given(NativeTable), names.Count == 0 ? null : names, _leftOut.Count == 0 ? null : [.. _leftOut.Order(StringComparer.Ordinal)], Given(Filter));
    }

    /// <summary>The same name for two columns can't be told apart; null when there is none.</summary>
    public string? Twice => _names.Where(n => n.Value.Trim().Length > 0 && !_leftOut.Contains(n.Key)).GroupBy(n => n.Value.Trim(), StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;
}
