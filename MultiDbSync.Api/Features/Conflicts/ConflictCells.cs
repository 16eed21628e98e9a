using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>A conflict column by column.</summary>
internal static class ConflictCells
{
    /// <param name="settled">The result is what was decided, even where that is no row; else it is a proposal.</param>
    public static IReadOnlyList<ConflictCell> Of(ConflictRows rows, bool settled) =>
        [.. rows.Columns.Select(column => Of(rows, column, settled))];

    private static ConflictCell Of(ConflictRows rows, string column, bool settled)
    {
        var leftChanged = rows.Changed(rows.Left, column);
        var rightChanged = rows.Changed(rows.Right, column);
        var result = settled ? rows.Result : rightChanged && !leftChanged ? rows.Right : rows.Left ?? rows.Right;
        return new ConflictCell(
            column, CellKinds.Of(rows.Schema?.Column(column), rows.ValuesOf(column)).ToWire(), rows.Schema?.Key.Contains(column) is true,
            Text(rows.Base, column), Text(rows.Left, column), Text(rows.Right, column), Text(result, column), leftChanged, rightChanged);
    }

    private static string? Text(RowImage? image, string column) => image is not null && image.TryGet(column, out var value) ? value.ToDisplay() : null;
}
