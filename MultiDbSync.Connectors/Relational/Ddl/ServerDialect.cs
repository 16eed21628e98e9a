using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>What a database server's DDL adds: constraints with names of their own, foreign keys and indexes that are added to full tables.</summary>
internal abstract class ServerDialect : SchemaDialect
{
    /// <summary>Follows the closing bracket of CREATE TABLE.</summary>
    public virtual string TableOptions => "";

    /// <summary>Follows a foreign key.</summary>
    public virtual string ReferenceOptions => "";

    /// <summary>A table by its name in the schema model.</summary>
    public abstract string Table(string name);

    /// <summary>What must be there before the tables are made.</summary>
    public virtual IEnumerable<string> Before(IReadOnlyList<TableSchema> tables) => [];

    /// <summary>A column with its type, default and numbering.</summary>
    public abstract string Column(ColumnSchema column);

    /// <summary>A column within a plain index.</summary>
    public virtual string IndexColumn(ColumnSchema column) => Quote(column.Name);

    /// <summary>Gives a column another type.</summary>
    public abstract IEnumerable<string> Retype(string table, ColumnSchema wanted, ColumnSchema found);

    /// <summary>True when a declared type is one of the make's own that means the column's canonical type.</summary>
    public abstract bool Knows(ColumnSchema column);

    public string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));
}
