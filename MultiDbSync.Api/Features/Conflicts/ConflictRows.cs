using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>A conflict's images, decoded, with the schema of its table (null when the table has left its sync set).</summary>
internal sealed record ConflictRows(TableSchema? Schema, RowImage? Base, RowImage? Left, RowImage? Right, RowImage? Result)
{
    /// <summary>The schema's columns, then those that only some image has.</summary>
    public IReadOnlyList<string> Columns { get; } =
        [.. (Schema?.ImageColumns.Select(c => c.Name) ?? []).Concat(new[] { Left, Right, Base }.SelectMany(i => i?.Columns ?? [])).Distinct(StringComparer.Ordinal)];

    public static ConflictRows Of(ConflictEntity conflict, TableSchema? schema) => new(
        schema, RowImage.FromJson(conflict.BaseImage), RowImage.FromJson(conflict.LeftImage), RowImage.FromJson(conflict.RightImage),
        RowImage.FromJson(conflict.ResultImage));

    /// <summary>A side differs from the row before. Without one (both created the row) every value that is there is a change; a row that is gone has changed no column.</summary>
    public bool Changed(RowImage? side, string column) =>
        side is not null && side.TryGet(column, out var value) && (Base is not null && Base.TryGet(column, out var old) ? old != value : !value.IsNull);

    /// <summary>A column's values that are known, left before right before base.</summary>
    public IEnumerable<CellValue> ValuesOf(string column)
    {
        foreach (var image in new[] { Left, Right, Base })
            if (image is not null && image.TryGet(column, out var value)) yield return value;
    }
}
