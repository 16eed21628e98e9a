using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Finds tables that refer to one another in a ring.</summary>
internal static class TableCycles
{
    /// <summary>By table, the other tables of its ring; tables in none have no entry. A table that refers to itself is no ring.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(IReadOnlyList<TableSchema> tables)
    {
        var parents = tables.ToDictionary(t => t.Name, t => t.ForeignKeys.Select(k => k.ParentTable).Where(p => p != t.Name).Distinct().ToList(), StringComparer.Ordinal);
        var reached = parents.Keys.ToDictionary(name => name, name => From(name, parents), StringComparer.Ordinal);
        var rings = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, reachable) in reached.Where(r => r.Value.Contains(r.Key)))
            rings[name] = [.. reachable.Where(other => other != name && reached.TryGetValue(other, out var back) && back.Contains(name)).Order(StringComparer.Ordinal)];
        return rings;
    }

    private static HashSet<string> From(string start, Dictionary<string, List<string>> parents)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(parents[start]);
        while (waiting.TryPop(out var next))
            if (seen.Add(next) && parents.TryGetValue(next, out var more)) more.ForEach(waiting.Push);
        return seen;
    }
}
