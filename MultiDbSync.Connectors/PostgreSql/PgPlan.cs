using System.Globalization;
using System.Text.Json;
using MultiDbSync.Connectors.Relational.Plans;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Reads EXPLAIN (FORMAT JSON, VERBOSE) (https://www.postgresql.org/docs/current/using-explain.html).</summary>
/// <param name="rows">About how many rows a table has, by schema and name.</param>
/// <param name="workMemory">Bytes that one sort may use before it goes to disk.</param>
internal sealed class PgPlan(Func<string, string, double?> rows, long workMemory, string defaultSchema)
{
    // Of what joins: below this part of the other table, looking rows up reads less than hashing all of it.
    private const double Few = 0.05;

    private static readonly string[] Details =
        ["Index Cond", "Hash Cond", "Merge Cond", "Join Filter", "Recheck Cond", "Filter", "Sort Key", "Group Key", "One-Time Filter", "TID Cond", "Subplan Name"];

    // Each join nests the plan deeper.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private readonly List<PlanScan> _scans = [];
    private readonly List<PlanSort> _sorts = [];

    public static PlanReading Read(string json, Func<string, string, double?> rows, long workMemory, string defaultSchema)
    {
        using var document = JsonDocument.Parse(json, Deep);
        var plan = new PgPlan(rows, workMemory, defaultSchema);
        var root = plan.Step(document.RootElement[0].GetProperty("Plan"), new Place());
        return new PlanReading([root], plan._scans, plan._sorts);
    }

    /// <summary>The tables that a plan reads, for their sizes.</summary>
    public static IReadOnlyList<(string Schema, string Name)> TablesOf(string json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        var found = new HashSet<(string, string)>();
        Collect(document.RootElement[0].GetProperty("Plan"));
        return [.. found];

        void Collect(JsonElement step)
        {
            if (Text(step, "Relation Name") is { } name) found.Add((Text(step, "Schema") ?? "", name));
            foreach (var child in ChildrenOf(step)) Collect(child);
        }
    }

    private PlanNode Step(JsonElement step, Place place)
    {
        var type = Text(step, "Node Type") ?? "?";
        var relation = Text(step, "Relation Name");
        var name = relation is null ? null : new TableName(Text(step, "Schema") is { } schema && schema != defaultSchema ? schema : null, relation).ToString();
        var alias = Text(step, "Alias");
        var rowsOfTable = relation is null ? null : rows(Text(step, "Schema") ?? "", relation);
        var isScan = type == "Seq Scan" && name is not null;
        if (isScan)
        {
            _scans.Add(new PlanScan(name!, alias ?? relation!, rowsOfTable)
            {
                Repeated = place.Repeated,
                JoinedWithFew = place.Partner < rowsOfTable * Few,
                Conditions = Text(step, "Filter") is { } filter ? ConditionReader.Read(SqlTokens.Read(filter)) : [],
            });
        }

        var sort = type is "Sort" or "Incremental Sort" ? Sort(step, place) : null;
        if (sort is not null) _sorts.Add(sort);
        return new PlanNode(Action(type, step), type + (Text(step, "Join Type") is { } join and not "Inner" ? $" ({join})" : ""))
        {
            Table = name is null ? Text(step, "CTE Name") ?? Text(step, "Function Name") : alias is null || alias == relation ? name : $"{name} ({alias})",
            Index = Text(step, "Index Name"),
            Detail = Detail(step),
            Rows = Number(step, "Plan Rows"),
            Cost = Number(step, "Total Cost"),
            IsCostly = (isScan && rowsOfTable >= PlanAdvisor.BigTable) || sort?.Way.Contains("disk", StringComparison.Ordinal) == true,
            Children = [.. ChildrenOf(step).Select(c => Step(c, PlaceOf(step, type, c, place)))],
        };
    }

    // Whether a child runs once for each row of something, how many rows it is joined with, and whether a LIMIT stands above it.
    private static Place PlaceOf(JsonElement step, string type, JsonElement child, Place place)
    {
        var inner = Text(child, "Parent Relationship") == "Inner";
        var repeated = place.Repeated || (type == "Nested Loop" && inner) || (Text(child, "Parent Relationship") == "SubPlan" && Text(child, "Subplan Name")?.StartsWith("CTE", StringComparison.Ordinal) != true);
        var partner = type is "Hash Join" or "Merge Join"
            ? ChildrenOf(step).Where(c => Text(c, "Parent Relationship") != Text(child, "Parent Relationship")).Select(c => Number(c, "Plan Rows")).FirstOrDefault()
            : type is "Hash" or "Sort" or "Materialize" or "Gather" ? place.Partner : null;
        return new Place(repeated, partner, place.IsLimited ? type is not ("Aggregate" or "WindowAgg") : type == "Limit");
    }

    private PlanSort Sort(JsonElement step, Place place)
    {
        var bytes = (Number(step, "Plan Rows") ?? 0) * ((Number(step, "Plan Width") ?? 0) + 24);
        var spills = bytes > workMemory && !place.IsLimited;
        var keys = step.TryGetProperty("Sort Key", out var list) ? list.EnumerateArray().Select(k => StatementReader.SortKey([.. SqlTokens.Read(k.GetString()!)])).ToList() : [];
        var way = spills
            ? string.Create(CultureInfo.InvariantCulture, $"on disk: about {bytes / 1048576:0.#} MB, where work_mem allows {workMemory / 1048576.0:0.#} MB")
            : "in memory";
        return new PlanSort("ORDER BY", way)
        {
            Keys = keys.Count > 0 && keys.TrueForAll(k => k is not null) ? [.. keys.OfType<ColumnUse>()] : null,

            // Sorting a whole result in memory is cheaper than to fetch its rows one by one in the index's order.
            IndexWouldServe = place.IsLimited || spills,
        };
    }

    private static string Action(string type, JsonElement step) => type switch
    {
        "Seq Scan" => "Reads the whole table",
        "Index Scan" => "Looks rows up by an index",
        "Index Only Scan" => "Looks rows up in an index that holds all that is needed",
        "Bitmap Index Scan" => "Finds places of rows in an index",
        "Bitmap Heap Scan" => "Fetches the rows of those places",
        "Nested Loop" => "Joins: for each row of the first, the second",
        "Hash Join" => "Joins by a hash table",
        "Merge Join" => "Joins two sorted inputs",
        "Hash" => "Makes a hash table",
        "Sort" => "Sorts",
        "Incremental Sort" => "Sorts within groups that are in order already",
        "Aggregate" => Text(step, "Group Key") is null && !step.TryGetProperty("Group Key", out _) ? "Counts, sums or the like over all rows" : "Groups",
        "Limit" => "Stops after some rows",
        "Unique" => "Leaves out repeated rows",
        "Materialize" => "Keeps rows to read them again",
        "Memoize" => "Remembers rows looked up before",
        "Append" or "Merge Append" or "SetOp" => "Puts several results together",
        "Gather" or "Gather Merge" => "Gathers what several processes found",
        "Subquery Scan" => "Reads a subquery",
        "CTE Scan" => "Reads a WITH query",
        "Function Scan" => "Reads what a function returns",
        "Values Scan" => "Reads listed values",
        "Result" => "Computes a row",
        "WindowAgg" => "Computes over windows of rows",
        _ => type,
    };

    private static string? Detail(JsonElement step)
    {
        var found = Details.Where(d => step.TryGetProperty(d, out _)).Select(d => $"{d}: {List(step.GetProperty(d))}").ToList();
        return found.Count == 0 ? null : string.Join("; ", found);
    }

    private static string List(JsonElement value) => value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray().Select(v => v.ToString())) : value.ToString();

    private static List<JsonElement> ChildrenOf(JsonElement step) => step.TryGetProperty("Plans", out var plans) ? [.. plans.EnumerateArray()] : [];

    private static string? Text(JsonElement step, string name) => step.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement step, string name) => step.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    /// <summary>Where in the tree a step stands.</summary>
    private readonly record struct Place(bool Repeated = false, double? Partner = null, bool IsLimited = false);
}
