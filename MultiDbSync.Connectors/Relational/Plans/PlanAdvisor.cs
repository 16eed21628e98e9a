using System.Globalization;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>Says what would make a statement cheaper, by what its plan reads whole or sorts apart and by the columns of its conditions.</summary>
internal sealed class PlanAdvisor(PlanDialect dialect, IReadOnlyList<TableSchema> tables, IReadOnlyList<SelectScope> scopes)
{
    /// <summary>Reading a table with fewer rows costs next to nothing.</summary>
    public const int BigTable = 1000;

    // The result does not change with time, zone or settings, so that an index over it may be made.
    private static readonly HashSet<string> Lasting = new(StringComparer.Ordinal) { "lower", "upper", "length", "abs", "trim" };

    public static IReadOnlyList<PlanAdvice> Advise(string sql, PlanReading plan, IReadOnlyList<TableSchema> tables, PlanDialect dialect) =>
        new PlanAdvisor(dialect, tables, StatementReader.Read(dialect.Tokens(sql))).Advise(plan);

    private IReadOnlyList<PlanAdvice> Advise(PlanReading plan)
    {
        var advice = plan.Scans.Where(s => s.Rows is null or >= BigTable).Select(Scan).OfType<PlanAdvice>().ToList();
        advice.AddRange(plan.Sorts.Select(s => Sort(s, plan.Scans)).OfType<PlanAdvice>());
        if (scopes is [{ SelectsAll: true } outer, ..] && plan.Scans.Any(s => s.Rows >= BigTable) && !outer.HasLimit)
        {
            advice.Add(new PlanAdvice(
                QueryAdviceKind.AllColumns, null, "SELECT * reads and sends every column. Name those that are needed: less is read, and an index that holds them may answer alone."));
        }

        return [.. advice.DistinctBy(a => (a.Kind, a.Table, a.Statement))];
    }

    private PlanAdvice? Scan(PlanScan scan)
    {
        if (Table(scan.Table) is not { } table) return null;
        var columns = new ScanColumns(scan, table, scopes, tables, dialect);
        if (scan.MadeIndex is { } made)
        {
            var keys = made.Select(m => columns.ColumnOf(m)).OfType<ColumnSchema>().ToList();
            return Joined(scan, $"The database makes an index over {scan.Table} for this one statement, each time it runs.", table, keys);
        }

        var candidates = columns.Candidates;
        if (candidates.Count > 0) return Indexed(table, candidates) is { } index ? NotUsed(scan, table, index) : Missing(scan, table, columns, candidates);
        if (columns.Uses.FirstOrDefault(u => u.Kind == ColumnUseKind.Wrapped) is { } wrapped) return Function(scan, table, columns.ColumnOf(wrapped.Column)!, wrapped);
        if (columns.Uses.FirstOrDefault(u => u.Kind == ColumnUseKind.Anywhere) is { } pattern)
        {
            return new PlanAdvice(
                QueryAdviceKind.LeadingWildcard, scan.Table,
                $"{Whole(scan)} because the pattern for {pattern.Column} begins with a wildcard, which no ordinary index serves. Let it begin with text if that will do. {dialect.Anywhere}");
        }

        return scan.Index is null ? Unconditional(scan, columns) : null;
    }

    private static PlanAdvice? Unconditional(PlanScan scan, ScanColumns columns)
    {
        if (scan.Repeated && columns.Uses.All(u => u.Kind != ColumnUseKind.Join))
        {
            return new PlanAdvice(
                QueryAdviceKind.JoinWithoutCondition, scan.Table,
                $"Each row that comes before meets every row of {scan.Table}{Count(scan)}: nothing joins them. Say by which columns they belong together.");
        }

        if (columns.Uses.Any(u => u.Kind != ColumnUseKind.Other) || columns.Scope is { HasLimit: true }) return null;
        return new PlanAdvice(
            QueryAdviceKind.WholeTable, scan.Table,
            $"{Whole(scan)} because the statement has no condition on it that an index could serve. That is right if all rows are needed; else add one, or a LIMIT.");
    }

    private PlanAdvice Missing(PlanScan scan, TableSchema table, ScanColumns columns, IReadOnlyList<ColumnUse> uses)
    {
        var names = uses.Select(u => u.Column).ToList();
        var statement = dialect.CreateIndex(table, names, [.. uses.Select(u => u.Kind == ColumnUseKind.Prefix ? dialect.PrefixKey(columns.ColumnOf(u.Column)!) : dialect.Key(columns.ColumnOf(u.Column)!))]);
        return scan.Repeated
            ? new PlanAdvice(
                QueryAdviceKind.JoinWithoutIndex, scan.Table,
                $"{scan.Table}{Count(scan)} is read whole once for each row that it is joined with. With an index on {List(names)} only the rows that match are read.", statement)
            : new PlanAdvice(QueryAdviceKind.FullScan, scan.Table, $"{Whole(scan)} to find the rows that match. With an index on {List(names)} only those are read.", statement);
    }

    private PlanAdvice? Joined(PlanScan scan, string message, TableSchema table, List<ColumnSchema> keys) => keys.Count == 0
        ? null
        : new PlanAdvice(
            QueryAdviceKind.JoinWithoutIndex, scan.Table, $"{message} A lasting one on {List([.. keys.Select(k => k.Name)])} saves that.",
            dialect.CreateIndex(table, [.. keys.Select(k => k.Name)], [.. keys.Select(dialect.Key)]));

    private PlanAdvice NotUsed(PlanScan scan, TableSchema table, string index) => new(
        QueryAdviceKind.IndexNotUsed, scan.Table,
        $"{Whole(scan)} although the index {index} begins with a column of the condition. That is right when much of the table matches; else the database may misjudge it, and {dialect.Analyze(table.Name)} lets it count anew.");

    private PlanAdvice Function(PlanScan scan, TableSchema table, ColumnSchema column, ColumnUse use)
    {
        var what = use.Function switch { null => "an expression", "cast" => "a change of type", var name => $"{name}()" };
        var helps = dialect.IndexesExpressions && use.Function is { } function && Lasting.Contains(function);
        var also = helps ? " If it must stay, an index over the expression serves it." : "";
        return new PlanAdvice(
            QueryAdviceKind.FunctionOnColumn, scan.Table,
            $"{Whole(scan)} because {what} stands around {column.Name}: no index on the column serves that. Write the condition so that the column stands alone, for instance as a range of its values.{also}",
            helps ? dialect.CreateIndex(table, [column.Name, use.Function!], [$"({use.Function}({dialect.Quote(column.Name)}))"]) : null);
    }

    private PlanAdvice? Sort(PlanSort sort, IReadOnlyList<PlanScan> scans)
    {
        foreach (var scan in scans.Where(s => s.Rows is null or >= BigTable))
        {
            if (Table(scan.Table) is not { } table) continue;
            var columns = new ScanColumns(scan, table, scopes, tables, dialect);
            if (columns.OwnKeys(sort.Keys ?? KeysOf(sort, columns.Scope)) is not { } keys) continue;
            return sort.IndexWouldServe && !Serves(table, columns, keys) ? Ordered(sort, scan, table, columns, keys) : Apart(sort, scan.Table);
        }

        return Apart(sort, null);
    }

    private PlanAdvice Ordered(PlanSort sort, PlanScan scan, TableSchema table, ScanColumns columns, IReadOnlyList<ColumnUse> keys)
    {
        var equal = columns.Uses.Where(u => u.Kind == ColumnUseKind.Equal).Select(u => u.Column).Distinct().ToList();
        var sorted = keys.Where(k => !equal.Contains(columns.ColumnOf(k.Column)!.Name)).ToList();

        // An index is read in either direction: only a mixture has to be said.
        var mixed = sorted.Select(k => k.Descending).Distinct().Count() > 1;
        var names = equal.Concat(sorted.Select(k => columns.ColumnOf(k.Column)!.Name)).ToList();
        var statement = dialect.CreateIndex(
            table, names,
            [.. equal.Select(e => dialect.Key(columns.ColumnOf(e)!)), .. sorted.Select(k => dialect.Key(columns.ColumnOf(k.Column)!) + (mixed && k.Descending ? " DESC" : ""))]);
        return new PlanAdvice(QueryAdviceKind.Sort, scan.Table, $"The rows are sorted for {sort.Purpose} {sort.Way}. An index on {List(names)} has them in that order.", statement);
    }

    // Without an index to name, sorting a few rows is nothing to speak of: only what goes to disk is.
    private static PlanAdvice? Apart(PlanSort sort, string? table) => sort.Way.Contains("disk", StringComparison.Ordinal)
        ? new PlanAdvice(QueryAdviceKind.Sort, table, $"The rows are sorted for {sort.Purpose} {sort.Way}. Fewer rows or columns, or a LIMIT, make it smaller.")
        : null;

    private static IReadOnlyList<ColumnUse>? KeysOf(PlanSort sort, SelectScope? scope) => sort.Purpose.StartsWith("ORDER", StringComparison.Ordinal) ? scope?.Order : scope?.Group;

    private static bool Serves(TableSchema table, ScanColumns columns, IReadOnlyList<ColumnUse> keys) =>
        IndexesOf(table).Any(i => i.Columns.SkipWhile(c => columns.Uses.Any(u => u.Kind == ColumnUseKind.Equal && u.Column == c)).Take(keys.Count)
            .SequenceEqual(keys.Select(k => columns.ColumnOf(k.Column)!.Name)));

    private static string? Indexed(TableSchema table, IReadOnlyList<ColumnUse> candidates) =>
        IndexesOf(table).FirstOrDefault(i => candidates.Any(c => c.Kind != ColumnUseKind.Prefix && c.Column == i.Columns[0])).Name;

    private static IEnumerable<(string Name, IReadOnlyList<string> Columns)> IndexesOf(TableSchema table) =>
        table.Indexes.Select(i => (i.Name, i.Columns)).Concat(table.UniqueKeys.Select(u => (u.Name, u.Columns))).Append(("of the key", table.Key)).Where(i => i.Item2.Count > 0);

    private TableSchema? Table(string name) =>
        tables.FirstOrDefault(t => t.Name == name) ?? tables.FirstOrDefault(t => string.Equals(TableName.Parse(t.Name).Name, name, StringComparison.OrdinalIgnoreCase));

    private static string Whole(PlanScan scan) => $"{scan.Table}{Count(scan)} is read whole";

    private static string Count(PlanScan scan) => scan.Rows is { } rows
        ? string.Create(CultureInfo.InvariantCulture, $" ({(scan.IsAtLeast ? "more than" : "about")} {rows:#,0} rows)")
        : "";

    private static string List(List<string> names) => names.Count == 1 ? names[0] : $"({string.Join(", ", names)})";
}
