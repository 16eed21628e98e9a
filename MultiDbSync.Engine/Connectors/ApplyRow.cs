using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Connectors;

/// <summary>One row to bring to a value.</summary>
/// <param name="Position">Hub position of the change.</param>
/// <param name="After">The full row, or null to delete it.</param>
/// <param name="Expected">
/// Values that the node's row may have now (null within: absent). Any other is divergence: the row is left alone and reported.
/// Null: whatever is there may be replaced, because the hub holds it already.
/// </param>
/// <param name="Leave">When set, the row is not touched but remembered as deferred for this reason.</param>
public sealed record ApplyRow(
    TableSchema Table,
    RowKey Key,
    long Position,
    RowImage? After,
    IReadOnlyList<RowImage?>? Expected,
    DeferReason? Leave)
{
    /// <summary>Of the expected values, those known in part of which the other columns may be anything, too: the row was deleted since.</summary>
    public IReadOnlyCollection<RowImage> Gone { get; init; } = [];

    /// <summary>
    /// Where only a part of the new value is known: values that a later change knowingly replaces. A row that holds one of them waits for that change: its
    /// other columns are not those of the new value.
    /// </summary>
    public IReadOnlyCollection<RowImage> ReplacedLater { get; init; } = [];
}
