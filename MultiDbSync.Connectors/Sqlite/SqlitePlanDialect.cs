using MultiDbSync.Connectors.Relational.Plans;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Advice in SQLite's words.</summary>
internal sealed class SqlitePlanDialect : PlanDialect
{
    public static SqlitePlanDialect Instance { get; } = new();

    public override string Anywhere => "An FTS5 table finds words inside texts.";

    public override IReadOnlyList<SqlToken> Tokens(string sql) => SqlTokens.Read(sql);

    public override string Quote(string name) => SqliteIdentifier.Quote(name);

    public override string QuoteTable(string table) => SqliteIdentifier.Table(table);

    // LIKE looks at no case there, so only an index that looks at none serves it (https://www.sqlite.org/optoverview.html, 5).
    public override string PrefixKey(ColumnSchema column) => $"{Quote(column.Name)} COLLATE NOCASE";

    public override string Analyze(string table) => $"ANALYZE {SqliteIdentifier.Table(table)}";
}
