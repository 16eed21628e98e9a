using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Relational;

/// <summary>One change of one row, ready to be sent.</summary>
/// <param name="Image">The row as it shall be, in columns of the table; null for a deletion.</param>
/// <param name="Columns">Columns to write: all of the image for an insert, those that differ for an update.</param>
/// <param name="Position">Hub position of the change.</param>
internal sealed record RowWrite(RowProgress Row, RowWriteKind Kind, RowImage? Image, IReadOnlyList<string> Columns, long Position)
{
    public RelationalTable Table => Row.Table;

    /// <summary>About how many bytes the values have.</summary>
    public long Size => Image is null ? 0 : Image.Values.Sum(v => v.Kind switch
    {
        CellKind.Null or CellKind.Boolean or CellKind.Integer or CellKind.Real => 20L,
        CellKind.Binary => v.Binary.Length + 12L,
        _ => v.Text.Length + 12L,
    });

    /// <summary>Writes of equal shape can be one statement.</summary>
    public bool IsLike(RowWrite other) => ReferenceEquals(Table, other.Table) && Kind == other.Kind && Columns.SequenceEqual(other.Columns);
}
