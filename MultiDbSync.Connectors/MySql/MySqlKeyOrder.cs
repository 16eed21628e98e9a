using System.Text;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>A table's rows in the order of its key, as the columns' collations have it, page by page.</summary>
internal sealed class MySqlKeyOrder(TableSchema table)
{
    private readonly ColumnSchema[] _columns = [.. table.Key.Select(k => table.Column(k)!)];

    public string OrderBy => string.Join(", ", _columns.Select(Expression));

    /// <summary>
    /// Rows after a key, as ORs of the columns one after the other: the server finds no range for <c>(a, b) &gt; (1, 2)</c>
    /// (https://dev.mysql.com/doc/refman/8.0/en/range-optimization.html#row-constructor-range-optimization).
    /// </summary>
    public string After(RowKey key, List<MySqlParameter> parameters)
    {
        var operands = _columns.Select((c, i) => (Column: Expression(c), Value: MySqlParameters.Add(c, key.Values[i], parameters))).ToList();
        var text = new StringBuilder($"{operands[0].Column} >= {operands[0].Value} AND (");
        for (var i = 0; i < operands.Count; i++)
        {
            if (i > 0) text.Append(" OR ");
            text.Append('(').AppendJoin(" AND ", operands.Take(i).Select(o => $"{o.Column} = {o.Value}").Append($"{operands[i].Column} > {operands[i].Value}")).Append(')');
        }

        return text.Append(')').ToString();
    }

    // Enums and sets sort by number and compare with a text by letters: one of the two for both.
    private static string Expression(ColumnSchema column)
    {
        var name = MySqlIdentifier.Quote(column.Name);
        return MySqlColumnType.Parse(column.DeclaredType).Base is "enum" or "set" ? $"CONVERT({name} USING utf8mb4) COLLATE utf8mb4_bin" : name;
    }
}
