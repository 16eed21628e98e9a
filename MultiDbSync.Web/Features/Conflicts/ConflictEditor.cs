using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>The result that a person puts together cell by cell. Starts with what each side changed alone, and the left side where both did.</summary>
public sealed class ConflictEditor
{
    private readonly ConflictDetail _detail;
    private readonly List<CellEdit> _cells;

    /// <summary>Begins an edit of a conflict, optionally with what was typed into an older version of it.</summary>
    public ConflictEditor(ConflictDetail detail, ConflictEditor? before = null)
    {
        ArgumentNullException.ThrowIfNull(detail);
        _detail = detail;
        _cells = [.. detail.Cells.Select(cell => before?.Typed(cell) ?? Start(cell))];
    }

    /// <summary>In the table's order.</summary>
    public IReadOnlyList<CellEdit> Cells => _cells;

    /// <summary>Whether the result may be saved.</summary>
    public bool IsValid => _cells.TrueForAll(cell => cell.Error is null);

    /// <summary>Takes one cell from a side.</summary>
    public void Pick(string column, ConflictSide side) => Change(column, cell => new CellEdit(cell, ValueOf(cell, side), side));

    /// <summary>Takes all cells from a side.</summary>
    public void PickAll(ConflictSide side)
    {
        foreach (var cell in _detail.Cells)
            Pick(cell.Column, side);
    }

    /// <summary>Takes what a person typed; null is SQL NULL.</summary>
    public void Type(string column, string? value) => Change(column, cell => new CellEdit(cell, value, ConflictSide.Typed));

    /// <summary>Whether a side has the row at all.</summary>
    public bool Exists(ConflictSide side) => side switch
    {
        ConflictSide.Base => _detail.BaseExists,
        ConflictSide.Left => _detail.LeftExists,
        ConflictSide.Right => _detail.RightExists,
        _ => true,
    };

    /// <summary>Takes a whole row that was proposed.</summary>
    public void Fill(IReadOnlyDictionary<string, string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var cell in _detail.Cells)
        {
            if (!values.TryGetValue(cell.Column, out var value)) continue;
            if (_detail.LeftExists && cell.Left == value) Pick(cell.Column, ConflictSide.Left);
            else if (_detail.RightExists && cell.Right == value) Pick(cell.Column, ConflictSide.Right);
            else Type(cell.Column, value);
        }
    }

    /// <summary>The decision, for the version of the conflict that the person saw. As long as nothing was typed it names the sides, so that no value passes through its text.</summary>
    public ResolveConflictRequest ToRequest(string? comment)
    {
        var why = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
        var (id, version) = (_detail.Summary.Id, _detail.Summary.Version);
        return _detail is { LeftExists: true, RightExists: true } && _cells.TrueForAll(cell => cell.Source != ConflictSide.Typed)
            ? new ResolveConflictRequest(id, version, ConflictChoice.Columns, null, why, _cells.ToDictionary(cell => cell.Column, cell => SourceOf(cell.Source)))
            : new ResolveConflictRequest(id, version, ConflictChoice.Edit, _cells.ToDictionary(cell => cell.Column, cell => cell.Value), why);
    }

    private static ColumnSource SourceOf(ConflictSide side) => side switch
    {
        ConflictSide.Base => ColumnSource.Base,
        ConflictSide.Left => ColumnSource.Left,
        _ => ColumnSource.Right,
    };

    private static string? ValueOf(ConflictCell cell, ConflictSide side) => side switch
    {
        ConflictSide.Base => cell.Base,
        ConflictSide.Left => cell.Left,
        _ => cell.Right,
    };

    private CellEdit Start(ConflictCell cell)
    {
        var side = !_detail.LeftExists || (cell.RightChanged && !cell.LeftChanged && _detail.RightExists) ? ConflictSide.Right : ConflictSide.Left;
        return new CellEdit(cell, ValueOf(cell, side), side);
    }

    private CellEdit? Typed(ConflictCell cell) =>
        _cells.Find(old => old.Column == cell.Column && old.Source == ConflictSide.Typed) is { } typed ? typed with { Cell = cell } : null;

    private void Change(string column, Func<ConflictCell, CellEdit> change)
    {
        var at = _cells.FindIndex(cell => cell.Column == column);
        if (at >= 0)
            _cells[at] = change(_cells[at].Cell);
    }
}
