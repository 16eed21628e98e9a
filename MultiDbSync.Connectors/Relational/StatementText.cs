using System.Data.Common;
using System.Text;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Builds a statement whose values are parameters.</summary>
internal sealed class StatementText(RelationalDialect dialect)
{
    private readonly StringBuilder _text = new();
    private readonly List<DbParameter> _parameters = [];

    public StatementText Add(string sql)
    {
        _text.Append(sql);
        return this;
    }

    /// <summary>A text, a 64-bit integer or null.</summary>
    public StatementText Value(object? value)
    {
        _parameters.Add(dialect.Parameter(value));
        _text.Append(dialect.Placeholder(_parameters.Count));
        return this;
    }

    public RelationalCommand ToCommand(Action<DbDataReader>? onRow = null) => new(_text.ToString(), _parameters, null, onRow);
}
