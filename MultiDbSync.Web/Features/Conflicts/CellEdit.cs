using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>One cell of the result that a person puts together.</summary>
public sealed record CellEdit(ConflictCell Cell, string? Value, ConflictSide Source)
{
    /// <summary>The column's name.</summary>
    public string Column => Cell.Column;

    /// <summary>Why the value can't be saved, or null.</summary>
    public string? Error => CellRules.Check(Cell, Value);
}
