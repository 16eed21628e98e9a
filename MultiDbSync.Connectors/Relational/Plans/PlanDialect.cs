using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>What advice needs to know of a make.</summary>
internal abstract class PlanDialect
{
    private const int LongestName = 60;

    /// <exception cref="QueryRefusedException">The text begins with EXPLAIN itself.</exception>
    public static void RefuseExplain(IReadOnlyList<SqlToken> tokens)
    {
        if (tokens is [var first, ..] && first.IsAny("EXPLAIN", "DESCRIBE", "DESC", "ANALYZE"))
            throw new QueryRefusedException("Write the statement without EXPLAIN: its plan is asked for here.", first.Start);
    }

    public abstract IReadOnlyList<SqlToken> Tokens(string sql);

    public abstract string Quote(string name);

    public abstract string QuoteTable(string table);

    /// <summary>A column in an index that serves patterns which begin with text.</summary>
    public abstract string PrefixKey(ColumnSchema column);

    /// <summary>What serves a pattern that begins with a wildcard, in words.</summary>
    public abstract string Anywhere { get; }

    /// <summary>What makes the database look at its tables anew, for instance <c>ANALYZE</c>.</summary>
    public abstract string Analyze(string table);

    /// <summary>An index may be made over an expression.</summary>
    public virtual bool IndexesExpressions => true;

    /// <summary>A change of type that the database puts around a text column by itself hides no index.</summary>
    public virtual bool TextCastIsBare => false;

    protected virtual string Create => "CREATE INDEX";

    /// <summary>A column in an index.</summary>
    public virtual string Key(ColumnSchema column) => Quote(column.Name);

    /// <summary>The statement that makes an index; never run by us.</summary>
    public string CreateIndex(TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<string> keys)
    {
        var name = $"ix_{TableName.Parse(table.Name).Name}_{string.Join('_', columns)}";
        return $"{Create} {Quote(name.Length > LongestName ? name[..LongestName] : name)} ON {QuoteTable(table.Name)} ({string.Join(", ", keys)});";
    }
}
