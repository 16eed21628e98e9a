using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>A row as the source of a first load holds it.</summary>
/// <param name="Image">Null when the source has it no more.</param>
/// <param name="Leave">Set for a row that can't be written yet: it is remembered and tried again.</param>
internal sealed record LoadRow(TableSchema Table, RowKey Key, RowImage? Image, DeferReason? Leave = null);
