using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>Pick per cell, or type.</summary>
public sealed partial class ConflictEdit
{
    /// <summary>The result under way.</summary>
    [Parameter, EditorRequired]
    public required ConflictEditor Editor { get; set; }

    /// <summary>The conflict.</summary>
    [Parameter, EditorRequired]
    public required ConflictDetail Detail { get; set; }

    /// <summary>The result has changed.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    private static string Mode(ConflictCell cell) => CellRules.KindOf(cell.Type) switch
    {
        CellKind.Integer => "numeric",
        CellKind.Number => "decimal",
        _ => "text",
    };

    private IEnumerable<(ConflictSide Side, string Name, string? Value, bool Changed)> Sides(ConflictCell cell)
    {
        if (Detail.BaseExists)
            yield return (ConflictSide.Base, "Before", cell.Base, false);
        if (Detail.LeftExists)
            yield return (ConflictSide.Left, "Left", cell.Left, cell.LeftChanged);
        if (Detail.RightExists)
            yield return (ConflictSide.Right, "Right", cell.Right, cell.RightChanged);
    }

    private Task Pick(CellEdit edit, ConflictSide side)
    {
        Editor.Pick(edit.Column, side);
        return OnChange.InvokeAsync();
    }

    private Task PickAll(ConflictSide side)
    {
        Editor.PickAll(side);
        return OnChange.InvokeAsync();
    }

    private Task Type(CellEdit edit, string? value)
    {
        Editor.Type(edit.Column, value);
        return OnChange.InvokeAsync();
    }
}
