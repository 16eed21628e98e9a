using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Query;

namespace MultiDbSync.Web.Features.Query;

/// <summary>The same query's rows of several databases, matched by key or by position.</summary>
public sealed class ResultComparison
{
    private ResultComparison(IReadOnlyList<QueryResponse> results, IReadOnlyList<string> columns, IReadOnlyList<string> key, IReadOnlyList<ComparedRow> rows, string? note) =>
        (Results, Columns, Key, Rows, Note) = (results, columns, key, rows, note);

    /// <summary>What was compared.</summary>
    public IReadOnlyList<QueryResponse> Results { get; }

    /// <summary>Columns that all databases returned, in the first one's order; only these are compared.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Columns that rows were matched by; none when by position.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>Rows in the first database's order; those that it lacks follow.</summary>
    public IReadOnlyList<ComparedRow> Rows { get; }

    /// <summary>What a reader has to know of how it was compared, or null.</summary>
    public string? Note { get; }

    /// <summary>Rows that are not equal everywhere.</summary>
    public int Differing => Rows.Count(r => r.State != RowState.Equal);

    /// <summary>The outcome in a sentence.</summary>
    public string Sentence => Differing switch
    {
        0 when Rows.Count == 0 => "No database has rows.",
        0 => $"Equal: all {Results.Count} databases returned the same {Rows.Count:N0} {(Rows.Count == 1 ? "row" : "rows")}.",
        var n => $"Differs in {n:N0} of {Rows.Count:N0} {(Rows.Count == 1 ? "row" : "rows")}.",
    };

    /// <summary>Compares.</summary>
    /// <param name="key">Names of columns; none to match by position.</param>
    public static ResultComparison Of(IReadOnlyList<QueryResponse> results, IReadOnlyList<string> key)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThan(results.Count, 2);
        var columns = results[0].Columns.Select(c => c.Name).Where(name => results.All(r => PlaceOf(r, name) >= 0)).ToList();
        var places = results.Select(r => columns.ConvertAll(c => PlaceOf(r, c))).ToList();
        var notes = new List<string>();
        if (results.Any(r => r.Columns.Count > columns.Count)) notes.Add("Columns that not all databases returned are left out.");
        var usable = key.Count > 0 && key.All(k => columns.Exists(c => Same(c, k)));
        if (usable && results.Any(r => HasRepeatedKeys(r, key)))
        {
            usable = false;
            notes.Add($"Several rows have the same {string.Join(", ", key)}, so rows are matched by their position.");
        }

        var matched = usable ? ByKey(results, key) : ByPosition(results);
        var types = results.Select((r, i) => places[i].ConvertAll(p => r.Columns[p].Type)).ToList();
        var rows = matched.Select(sides => Compare([.. sides.Select((row, i) => row is null ? null : (IReadOnlyList<string?>)places[i].ConvertAll(p => row[p]))], types, columns.Count)).ToList();
        if (results.Any(r => r.Truncated)) notes.Add("Only the rows within the cap were compared: without an ORDER BY these may be others at each database.");
        return new ResultComparison(results, columns, usable ? key : [], rows, notes.Count == 0 ? null : string.Join(" ", notes));
    }

    /// <summary>The key of a table in the statement whose columns are all in the result; none when there is none.</summary>
    public static IReadOnlyList<string> GuessKey(QueryResponse result, string sql, IEnumerable<DatabaseTable> tables) => tables
        .Where(t => sql.Contains(t.Name, StringComparison.OrdinalIgnoreCase))
        .Select(t => t.Columns.Where(c => c.IsKey).Select(c => c.Name).ToList())
        .Where(key => key.Count > 0 && key.TrueForAll(k => PlaceOf(result, k) >= 0) && !HasRepeatedKeys(result, key))
        .OrderBy(key => key.Count).FirstOrDefault() ?? [];

    private static IEnumerable<IReadOnlyList<string?>?[]> ByPosition(IReadOnlyList<QueryResponse> results) =>
        Enumerable.Range(0, results.Max(r => r.Rows.Count)).Select(at => results.Select(r => at < r.Rows.Count ? r.Rows[at] : null).ToArray());

    // In the first one's order; what it lacks follows in the others' order.
    private static List<IReadOnlyList<string?>?[]> ByKey(IReadOnlyList<QueryResponse> results, IReadOnlyList<string> key)
    {
        var known = new Dictionary<string, IReadOnlyList<string?>?[]>(StringComparer.Ordinal);
        var rows = new List<IReadOnlyList<string?>?[]>();
        for (var side = 0; side < results.Count; side++)
        {
            foreach (var row in results[side].Rows)
            {
                var text = KeyOf(results[side], row, key);
                if (!known.TryGetValue(text, out var sides)) rows.Add(known[text] = sides = new IReadOnlyList<string?>?[results.Count]);
                sides[side] = row;
            }
        }

        return rows;
    }

    private static ComparedRow Compare(IReadOnlyList<IReadOnlyList<string?>?> sides, List<List<string>> types, int columns)
    {
        var present = sides.Select((row, i) => (Row: row, Types: types[i])).Where(s => s.Row is not null).ToList();
        var differing = Enumerable.Range(0, columns)
            .Where(c => present.Exists(s => !CellEquality.Same(present[0].Row![c], present[0].Types[c], s.Row![c], s.Types[c])))
            .ToHashSet();
        var state = present.Count < sides.Count ? RowState.Missing : differing.Count > 0 ? RowState.Differs : RowState.Equal;
        return new ComparedRow(state, sides, differing);
    }

    private static bool HasRepeatedKeys(QueryResponse result, IReadOnlyList<string> key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return result.Rows.Any(row => !seen.Add(KeyOf(result, row, key)));
    }

    private static string KeyOf(QueryResponse result, IReadOnlyList<string?> row, IReadOnlyList<string> key) =>
        string.Join('\u001f', key.Select(k => row[PlaceOf(result, k)] ?? "\u0000"));

    private static int PlaceOf(QueryResponse result, string name)
    {
        for (var i = 0; i < result.Columns.Count; i++)
            if (Same(result.Columns[i].Name, name)) return i;
        return -1;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
