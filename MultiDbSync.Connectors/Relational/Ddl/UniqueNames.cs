using System.Globalization;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>Names within a make's limits that it tells apart.</summary>
internal sealed class UniqueNames(SchemaDialect dialect)
{
    private readonly HashSet<string> _given = new(dialect.Names);

    /// <summary>A table of any make as the schema model knows it here.</summary>
    public string Table(string name)
    {
        var table = TableName.Parse(name);
        if (table.Namespace is null) return new TableName(null, Give(table.Name, "")).ToString();
        return dialect.HasSchemas
            ? new TableName(dialect.Fit(table.Namespace), Give(table.Name, table.Namespace + ".")).ToString()
            : new TableName(null, Give($"{table.Namespace}_{table.Name}", "")).ToString();
    }

    /// <summary>A column.</summary>
    public string Column(string name) => Give(name, "");

    /// <summary>A constraint or index, named after its table and columns.</summary>
    public string Constraint(string table, IEnumerable<string> columns, string what) => Give($"{TableName.Parse(table).Name}_{string.Join('_', columns)}_{what}", "");

    private string Give(string name, string space)
    {
        var given = dialect.Fit(name);
        for (var i = 2; !_given.Add(space + given); i++) given = dialect.Fit(name + "_" + i.ToString(CultureInfo.InvariantCulture));
        return given;
    }
}
