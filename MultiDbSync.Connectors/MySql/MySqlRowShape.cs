using System.Data.Common;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>How the rows of a table are selected, and read as capture reads them.</summary>
internal sealed class MySqlRowShape
{
    private readonly MySqlCell[] _cells;
    private readonly string[] _names;

    public MySqlRowShape(TableSchema table)
    {
        Table = table;
        _cells = [.. table.ImageColumns.Select(MySqlCell.Of)];
        _names = [.. _cells.Select(c => c.Column.Name)];
        Columns = string.Join(", ", _cells.Select(c => c.Select(MySqlIdentifier.Quote(c.Column.Name))));
        Select = $"SELECT {Columns} FROM {MySqlIdentifier.Table(table.Name)}";
    }

    public TableSchema Table { get; }

    /// <summary>The select list.</summary>
    public string Columns { get; }

    /// <summary>Without WHERE.</summary>
    public string Select { get; }

    /// <summary>The row that a reader of <see cref="Select"/> stands on.</summary>
    public RowImage Read(DbDataReader row)
    {
        var values = new CellValue[_cells.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = row.IsDBNull(i) ? CellValue.Null
                : _cells[i].Tag == 'x' ? CellValue.FromBinary(row.GetFieldValue<byte[]>(i))
                : MySqlCellCodec.Decode(_cells[i].Tag, row.GetString(i));
        }

        return new RowImage(_names, values);
    }
}
