using System.Globalization;
using MultiDbSync.Connectors.Relational.Plans;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Advice in the words of MySQL and MariaDB.</summary>
internal sealed class MySqlPlanDialect : PlanDialect
{
    // A key holds 3072 bytes, a character takes up to four of them; several columns share it.
    private const int LongestWhole = 255;
    private const int KeptOfLong = 100;

    public static MySqlPlanDialect Instance { get; } = new();

    public override string Anywhere => "A FULLTEXT index with MATCH … AGAINST finds words inside texts.";

    // MySQL does from 8.0.13 on, MariaDB does not: a computed column with an index does the same in both.
    public override bool IndexesExpressions => false;

    public override IReadOnlyList<SqlToken> Tokens(string sql) => SqlTokens.Read(sql, backslashes: true, doubleQuotesAreText: true);

    public override string Quote(string name) => MySqlIdentifier.Quote(name);

    public override string QuoteTable(string table) => MySqlIdentifier.Table(table);

    // Long texts can be indexed by their first characters alone.
    public override string Key(ColumnSchema column) => column.Type is CanonicalType.Text or CanonicalType.Binary && (column.Length is null or > LongestWhole) && column.Labels is null
        ? string.Create(CultureInfo.InvariantCulture, $"{Quote(column.Name)}({KeptOfLong})")
        : Quote(column.Name);

    public override string PrefixKey(ColumnSchema column) => Key(column);

    public override string Analyze(string table) => $"ANALYZE TABLE {MySqlIdentifier.Table(table)}";
}
