using System.Globalization;
using System.Text.Json;
using MultiDbSync.Connectors.Relational.Plans;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Reads EXPLAIN FORMAT=JSON. The two makes nest the same few things in different ways and change that between versions, so the reader knows what a step
/// looks like and walks through everything else (https://mariadb.com/kb/en/explain-format-json/, https://dev.mysql.com/doc/refman/8.0/en/explain-output.html).
/// </summary>
internal sealed class MySqlPlan(IReadOnlyList<SelectScope> scopes, IReadOnlyList<TableSchema> tables)
{
    // Each join nests the plan deeper.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private readonly List<PlanScan> _scans = [];
    private readonly List<PlanSort> _sorts = [];

    public static PlanReading Read(string json, string sql, IReadOnlyList<TableSchema> tables)
    {
        using var document = JsonDocument.Parse(json, Deep);
        var plan = new MySqlPlan(StatementReader.Read(MySqlPlanDialect.Instance.Tokens(sql)), tables);
        var steps = plan.Steps(document.RootElement, default);
        return new PlanReading(steps, plan._scans, plan._sorts);
    }

    private List<PlanNode> Steps(JsonElement element, Place place)
    {
        var nodes = new List<PlanNode>();
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray()) nodes.AddRange(Steps(item, place));
        if (element.ValueKind != JsonValueKind.Object) return nodes;
        foreach (var property in element.EnumerateObject()) nodes.AddRange(Step(property.Name, property.Value, place));
        return nodes;
    }

    private IEnumerable<PlanNode> Step(string name, JsonElement value, Place place) => (name, value.ValueKind) switch
    {
        ("table", JsonValueKind.Object) => [Table(value, place)],
        ("nested_loop", JsonValueKind.Array) => Loop(value, place),
        ("query_block", JsonValueKind.Object) => [Block(value, place)],
        ("filesort", JsonValueKind.Object) => [Sorting(value, "ORDER BY", Text(value, "sort_key"), place)],
        ("ordering_operation", JsonValueKind.Object) when Is(value, "using_filesort") => [Sorting(value, "ORDER BY", null, place)],
        ("grouping_operation", JsonValueKind.Object) when Is(value, "using_filesort") || Is(value, "using_temporary_table") => [Sorting(value, "GROUP BY", null, place)],
        ("duplicates_removal", JsonValueKind.Object) when Is(value, "using_temporary_table") => [Sorting(value, "DISTINCT", null, place)],
        ("temporary_table", JsonValueKind.Object) => [new PlanNode("Keeps rows in a temporary table", "temporary table") { IsCostly = true, Children = Steps(value, place) }],
        ("block-nl-join", JsonValueKind.Object) => [Buffered(value, place)],
        ("materialized" or "materialized_from_subquery", JsonValueKind.Object) => [new PlanNode("Keeps the rows of a subquery", "materialized") { Children = Steps(value, new Place(place.IsLimited, false)) }],
        ("union_result", JsonValueKind.Object) => [new PlanNode("Puts several results together", "union") { Children = Steps(value, default) }],
        ("window_functions_computation" or "windowing", JsonValueKind.Object) => [new PlanNode("Computes over windows of rows", "window functions") { Children = Steps(value, default) }],
        ("subqueries" or "attached_subqueries" or "select_list_subqueries" or "having_subqueries" or "optimized_away_subqueries", JsonValueKind.Array) => Subqueries(value),
        ("expression_cache", JsonValueKind.Object) => [new PlanNode("Runs a subquery for each new value", "expression cache") { Children = Steps(value, new Place(false, true)) }],
        (_, JsonValueKind.Object or JsonValueKind.Array) => Steps(value, place),
        _ => [],
    };

    // The first of the loop is read once, each other once for each row of those before.
    private List<PlanNode> Loop(JsonElement items, Place place)
    {
        var nodes = new List<PlanNode>();
        foreach (var item in items.EnumerateArray()) nodes.AddRange(Steps(item, place with { Repeated = place.Repeated || nodes.Count > 0 }));
        return nodes;
    }

    private PlanNode Block(JsonElement block, Place place)
    {
        var number = block.TryGetProperty("select_id", out var id) ? id.ToString() : "";
        var limited = scopes.Count > 0 && number == "1" ? scopes[0].HasLimit : place.IsLimited;
        var message = block.TryGetProperty("table", out var table) && table.ValueKind == JsonValueKind.Object ? Text(table, "message") : null;
        return new PlanNode(message ?? (number is "" or "1" ? "Answers the statement" : $"Answers SELECT number {number}"), $"query block {number}".TrimEnd())
        {
            Cost = block.TryGetProperty("cost_info", out var cost) ? Number(cost, "query_cost") : Number(block, "cost"),
            Detail = Text(block, "having_condition") ?? Text(block, "attached_condition"),
            Children = message is null ? Steps(block, place with { IsLimited = limited }) : [],
        };
    }

    private IEnumerable<PlanNode> Subqueries(JsonElement list)
    {
        foreach (var item in list.EnumerateArray())
        {
            var dependent = Is(item, "dependent") || item.TryGetProperty("expression_cache", out _);
            yield return new PlanNode(dependent ? "Runs a subquery for each row" : "Runs a subquery", "subquery") { Children = Steps(item, new Place(false, dependent)) };
        }
    }

    private PlanNode Sorting(JsonElement value, string purpose, string? key, Place place)
    {
        var keys = key is null ? null : Keys(key);
        _sorts.Add(new PlanSort(purpose, Is(value, "using_temporary_table") || value.TryGetProperty("temporary_table", out _) ? "in a temporary table" : "apart (filesort)")
        {
            Keys = keys,

            // To fetch a whole table's rows one by one in the index's order costs more than to sort them.
            IndexWouldServe = place.IsLimited && (key is null || keys is not null),
        });
        return new PlanNode($"Sorts for {purpose}", "filesort") { Detail = key, IsCostly = true, Children = Steps(value, place) };
    }

    private static IReadOnlyList<ColumnUse>? Keys(string key)
    {
        ReadOnlySpan<SqlToken> tokens = [.. MySqlPlanDialect.Instance.Tokens(key)];
        var keys = new List<ColumnUse?>();
        foreach (var part in SqlSpan.Split(tokens, ",")) keys.Add(StatementReader.SortKey(tokens[part]));
        return keys.TrueForAll(k => k is not null) ? [.. keys.OfType<ColumnUse>()] : null;
    }

    private PlanNode Buffered(JsonElement value, Place place)
    {
        var hash = Text(value, "join_type")?.Contains("hash", StringComparison.OrdinalIgnoreCase) == true || Text(value, "join_type")?.StartsWith("BNLH", StringComparison.Ordinal) == true;
        return new PlanNode(hash ? "Joins by a hash table" : "Joins a buffer of rows with the whole table", Text(value, "join_type") ?? "block nested loop")
        {
            Detail = Text(value, "attached_condition"),
            IsCostly = true,
            Children = Steps(value, place with { Repeated = true, Condition = Text(value, "attached_condition") }),
        };
    }

    private PlanNode Table(JsonElement table, Place place)
    {
        var alias = Text(table, "table_name") ?? "?";
        var name = scopes.SelectMany(s => s.Tables).FirstOrDefault(t => string.Equals(t.Alias, alias, StringComparison.OrdinalIgnoreCase)).Table ?? alias;
        var known = tables.FirstOrDefault(t => string.Equals(TableName.Parse(t.Name).Name, name, StringComparison.OrdinalIgnoreCase));
        var access = Text(table, "access_type") ?? "";
        var rows = Number(table, "rows") ?? Number(table, "rows_examined_per_scan");
        var whole = access.ToUpperInvariant() is "ALL" or "INDEX";
        var condition = string.Join(" AND ", new[] { Text(table, "attached_condition"), Text(table, "index_condition"), place.Condition }.OfType<string>().Select(c => $"({c})"));
        var repeated = place.Repeated || Text(table, "using_join_buffer") is not null;
        if (whole && known is not null)
        {
            _scans.Add(new PlanScan(known.Name, alias, rows)
            {
                Repeated = repeated,
                Index = access.Equals("index", StringComparison.OrdinalIgnoreCase) ? Text(table, "key") : null,
                Conditions = condition.Length == 0 ? [] : ConditionReader.Read(MySqlPlanDialect.Instance.Tokens(condition)),
            });
        }

        return new PlanNode(Action(access), access)
        {
            Table = known is null || name == alias ? name : $"{name} ({alias})",
            Index = Text(table, "key"),
            Detail = condition.Length == 0 ? null : condition,
            Rows = rows,
            Cost = table.TryGetProperty("cost_info", out var cost) ? Number(cost, "prefix_cost") : Number(table, "cost"),
            IsCostly = whole && rows >= PlanAdvisor.BigTable,
            Children = Steps(table, new Place(place.IsLimited, false)),
        };
    }

    private static string Action(string access) => access.ToUpperInvariant() switch
    {
        "ALL" => "Reads the whole table",
        "INDEX" => "Reads a whole index",
        "RANGE" => "Reads a range of an index",
        "REF" or "REF_OR_NULL" => "Looks rows up by an index",
        "EQ_REF" => "Looks one row up by a unique index",
        "CONST" or "SYSTEM" => "Reads one row, before anything else",
        "INDEX_MERGE" => "Looks rows up by several indexes",
        "FULLTEXT" => "Looks rows up in a full-text index",
        "UNIQUE_SUBQUERY" or "INDEX_SUBQUERY" => "Looks a subquery's rows up by an index",
        "HASH_ALL" or "HASH_INDEX" or "HASH_RANGE" => "Reads the table into a hash join",
        _ => access,
    };

    private static bool Is(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // MySQL prints costs as text.
    private static double? Number(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Where in the tree a step stands.</summary>
    private readonly record struct Place(bool IsLimited, bool Repeated, string? Condition = null);
}
