using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Routing.Filters;

/// <summary>A column or a literal.</summary>
/// <param name="Column">Null for a literal.</param>
/// <param name="Literal">Meaningless for a column.</param>
/// <param name="Token">Where it stands.</param>
internal sealed record FilterOperand(ColumnSchema? Column, CellValue Literal, FilterToken Token)
{
    public CellValue Of(RowImage row) => Column is null ? Literal : row[Column.Name];
}
