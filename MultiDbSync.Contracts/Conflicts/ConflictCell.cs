namespace MultiDbSync.Contracts.Conflicts;

/// <summary>One column of a conflict's row. A null text is SQL NULL (or no row on that side: see the detail's Exists flags).</summary>
/// <param name="Type">The value's canonical type, for type-aware fields: <c>text</c>, <c>integer</c>, <c>real</c>, <c>binary</c>, …</param>
/// <param name="Result">The value that was, or by default would be, the result.</param>
public sealed record ConflictCell(
    string Column,
    string Type,
    bool IsKey,
    string? Base,
    string? Left,
    string? Right,
    string? Result,
    bool LeftChanged,
    bool RightChanged);
