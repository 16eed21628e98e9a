using MultiDbSync.Connectors.Relational.Plans;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Advice in PostgreSQL's words.</summary>
internal sealed class PgPlanDialect : PlanDialect
{
    public static PgPlanDialect Instance { get; } = new();

    public override string Anywhere => "The extension pg_trgm serves it: a GIN index with gin_trgm_ops on the column.";

    // varchar is compared as text: the plan shows the change of type, which costs nothing and hides no index.
    public override bool TextCastIsBare => true;

    // Applications go on writing while it is made; not inside a transaction (https://www.postgresql.org/docs/current/sql-createindex.html).
    protected override string Create => "CREATE INDEX CONCURRENTLY";

    public override IReadOnlyList<SqlToken> Tokens(string sql) => SqlTokens.Read(sql);

    public override string Quote(string name) => PgIdentifier.Quote(name);

    public override string QuoteTable(string table) => PgIdentifier.Table(table);

    // Without the C collation only this class serves LIKE (https://www.postgresql.org/docs/current/indexes-opclass.html).
    public override string PrefixKey(ColumnSchema column) => $"{Quote(column.Name)} {(column.DeclaredType.StartsWith("character varying", StringComparison.Ordinal) ? "varchar" : "text")}_pattern_ops";

    public override string Analyze(string table) => $"ANALYZE {PgIdentifier.Table(table)}";
}
