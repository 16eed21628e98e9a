using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Routing.Filters;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Routing;

/// <summary>
/// What one database can see of a table's rows: the columns that it has, of the rows that meet its filter. The hub compares what a database says with this,
/// never with the whole row, and takes from it no more than this.
/// </summary>
internal sealed class TableView
{
    private readonly TableSchema? _agreed;
    private readonly HashSet<string>? _columns;
    private readonly RowFilter? _filter;

    private TableView()
    {
    }

    /// <param name="columns">The set's columns that the database has; null for all.</param>
    /// <param name="mixed">Images of this table may lack columns, because some database of the set does.</param>
    public TableView(TableSchema agreed, HashSet<string>? columns, RowFilter? filter, bool mixed) => (_agreed, _columns, _filter, IsMixed) = (agreed, columns, filter, mixed);

    /// <summary>Of a database that has everything, where all others do, too.</summary>
    public static TableView Whole { get; } = new();

    /// <summary>Some database of the set lacks columns of this table.</summary>
    public bool IsMixed { get; }

    /// <summary>Only some rows are there.</summary>
    public bool IsFiltered => _filter is not null;

    /// <summary>Whether the row belongs there; null when the image does not tell.</summary>
    public bool? Admits(RowImage image) => _filter is null ? true : _filter.Admits(image);

    /// <summary>The row exists and belongs there.</summary>
    public bool IsThere(RowImage? image) => image is not null && !Hides(image);

    /// <summary>The row exists, but not there.</summary>
    public bool Hides(RowImage? image) => image is not null && _filter is not null && _filter.Admits(image) == false;

    /// <summary>A row as it should be there: absent when the filter leaves it out. Its columns are cut where it is written.</summary>
    public RowImage? Project(RowImage? image) => Hides(image) ? null : image;

    /// <summary>The database says that the row is this, and the hub that it is that: equal in all columns that both know.</summary>
    public bool Same(RowImage? said, RowImage? known)
    {
        if (!IsMixed || said is null || known is null) return Equals(said, known);
        for (var i = 0; i < said.Columns.Count; i++)
            if (known.TryGet(said.Columns[i], out var value) && value != said.Values[i]) return false;
        return true;
    }

    /// <summary>An image with the columns that it lacks as another one of the same row has them.</summary>
    public RowImage? Lift(RowImage? image, RowImage? other) =>
        !IsMixed || image is null || other is null ? image : image.With(other.Columns.Where(c => !image.TryGet(c, out _)), other);

    /// <summary>A new row: what its database lacks is NULL.</summary>
    public RowImage? Fill(RowImage? image)
    {
        if (!IsMixed || image is null) return image;
        var names = _agreed!.ImageColumns.Select(c => c.Name).Where(c => !image.TryGet(c, out _)).ToArray();
        return names.Length == 0 ? image : image.With(names, new RowImage(names, new CellValue[names.Length]));
    }

    /// <summary>The image lacks columns that the database has.</summary>
    public bool Lacks(RowImage? image) =>
        IsMixed && image is not null && _agreed!.ImageColumns.Any(c => (_columns is null || _columns.Contains(c.Name)) && !image.TryGet(c.Name, out _));
}
