using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using MultiDbSync.Connectors.Relational.Plans;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using SQLitePCL;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Reads what EXPLAIN QUERY PLAN answers: lines with a parent each (https://www.sqlite.org/eqp.html).</summary>
internal sealed class SqlitePlan
{
    // Enough to tell a big table, and little work whatever its size.
    private const int CountedAtMost = 10_000;

    private readonly IReadOnlyList<SqlitePlanLine> _lines;
    private readonly IReadOnlyList<SelectScope> _scopes;
    private readonly IReadOnlyList<TableSchema> _tables;
    private readonly Func<string, long> _count;
    private readonly List<PlanScan> _scans = [];
    private readonly List<PlanSort> _sorts = [];

    private SqlitePlan(IReadOnlyList<SqlitePlanLine> lines, IReadOnlyList<SelectScope> scopes, IReadOnlyList<TableSchema> tables, Func<string, long> count) =>
        (_lines, _scopes, _tables, _count) = (lines, scopes, tables, count);

    public static QueryPlan Read(SqliteConnection connection, sqlite3_stmt statement, string sql, IReadOnlyList<TableSchema> tables, long began)
    {
        var lines = new List<SqlitePlanLine>();
        int code;
        while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            lines.Add(new SqlitePlanLine(raw.sqlite3_column_int(statement, 0), raw.sqlite3_column_int(statement, 1), raw.sqlite3_column_text(statement, 3).utf8_to_string()));
        SqliteException.ThrowExceptionForRC(code, connection.Handle);
        var elapsed = Stopwatch.GetElapsedTime(began);

        var reading = Read(lines, sql, tables, table => Count(connection, table));
        var native = string.Join('\n', lines.Select(l => new string(' ', 2 * l.DepthIn(lines)) + l.Text));
        return new QueryPlan(reading.Steps, PlanAdvisor.Advise(sql, reading, tables, SqlitePlanDialect.Instance), native, elapsed);
    }

    /// <param name="count">Rows of a table, counted no further than is needed to call it big.</param>
    public static PlanReading Read(IReadOnlyList<SqlitePlanLine> lines, string sql, IReadOnlyList<TableSchema> tables, Func<string, long> count)
    {
        var plan = new SqlitePlan(lines, StatementReader.Read(SqlTokens.Read(sql)), tables, count);
        var steps = plan.Children(0, repeated: false);
        return new PlanReading(steps, plan._scans, plan._sorts);
    }

    private static long Count(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM (SELECT 1 FROM {SqliteIdentifier.Table(table)} LIMIT {CountedAtMost + 1})");
        return (long)command.ExecuteScalar()!;
    }

    private List<PlanNode> Children(int parent, bool repeated)
    {
        var nodes = new List<PlanNode>();
        var loops = 0;
        foreach (var line in _lines.Where(l => l.Parent == parent && l.Id != parent))
        {
            var again = repeated || line.Text.StartsWith("CORRELATED", StringComparison.Ordinal);
            nodes.Add(line.Reads is { } name ? Loop(line, name, repeated || loops++ > 0, again) : Step(line, again));
        }

        return nodes;
    }

    private PlanNode Loop(SqlitePlanLine line, string name, bool repeated, bool again)
    {
        var table = TableOf(name);
        double? rows = null;
        if (table is not null && (line.IsScan || line.MadeIndex is not null))
        {
            var counted = _count(table.Name);
            rows = Math.Min(counted, CountedAtMost);
            _scans.Add(new PlanScan(table.Name, name, rows) { IsAtLeast = counted > CountedAtMost, Repeated = repeated, Index = line.Index, MadeIndex = line.MadeIndex });
        }

        return new PlanNode(line.Action, line.Text)
        {
            Table = table is null || table.Name == name ? name : $"{table.Name} ({name})",
            Index = line.Index,
            Detail = line.Condition,
            Rows = line.IsScan ? rows : null,
            IsCostly = (line.IsScan && rows >= PlanAdvisor.BigTable) || line.MadeIndex is not null,
            Children = Children(line.Id, again),
        };
    }

    private PlanNode Step(SqlitePlanLine line, bool again)
    {
        if (line.SortsFor is { } purpose) _sorts.Add(new PlanSort(purpose, "in a temporary B-tree") { IndexWouldServe = true });
        return new PlanNode(line.Action, line.Text) { IsCostly = line.SortsFor is not null, Children = Children(line.Id, again) };
    }

    private TableSchema? TableOf(string alias)
    {
        var name = _scopes.SelectMany(s => s.Tables).FirstOrDefault(t => string.Equals(t.Alias, alias, StringComparison.OrdinalIgnoreCase)).Table ?? alias;
        return _tables.FirstOrDefault(t => string.Equals(TableName.Parse(t.Name).Name, name, StringComparison.OrdinalIgnoreCase));
    }
}
