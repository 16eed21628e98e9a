using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Routing.Filters;

/// <summary>Which rows of a table a database holds, said over the set's columns. See docs/routes.md.</summary>
public sealed class RowFilter
{
    private readonly FilterExpression _expression;

    private RowFilter(string text, FilterExpression expression, IReadOnlySet<string> columns) => (Text, _expression, Columns) = (text, expression, columns);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The set's columns that it looks at.</summary>
    public IReadOnlySet<string> Columns { get; }

    /// <summary>Reads a filter for a table of the set.</summary>
    /// <exception cref="FilterSyntaxException">It can't be understood; the message says what and where.</exception>
    public static RowFilter Parse(string text, TableSchema table)
    {
        var parser = new FilterParser(text, table);
        return new RowFilter(text, parser.Parse(), parser.Columns);
    }

    /// <summary>Whether the row belongs there. What is unknown in SQL's three-valued logic does not. Null when the image lacks a column that decides.</summary>
    public bool? Admits(RowImage row)
    {
        foreach (var column in Columns)
            if (!row.TryGet(column, out _)) return null;
        return _expression.Holds(row) == true;
    }
}
