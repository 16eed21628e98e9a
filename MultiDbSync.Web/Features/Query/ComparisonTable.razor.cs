using Microsoft.AspNetCore.Components;

namespace MultiDbSync.Web.Features.Query;

/// <summary>The rows of several databases beside each other, with what differs marked.</summary>
public sealed partial class ComparisonTable
{
    private const string Position = "";
    private List<ComparedRow> _rows = [];
    private bool _onlyDiffering;
    private string _match = Position;

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required ResultComparison Comparison { get; set; }

    /// <summary>The person chose columns to match by; none for the position.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<string>> OnMatch { get; set; }

    private IReadOnlyList<(string Value, string Text)> Matches
    {
        get
        {
            var options = new List<(string, string)> { (Position, "Position") };
            if (Comparison.Key.Count > 1) options.Add((string.Join('\u001f', Comparison.Key), string.Join(", ", Comparison.Key)));
            options.AddRange(Comparison.Columns.Select(c => (c, c)));
            return options;
        }
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        _match = string.Join('\u001f', Comparison.Key);
        Fill();
    }

    private void Show(bool onlyDiffering)
    {
        _onlyDiffering = onlyDiffering;
        Fill();
    }

    private void Fill() => _rows = [.. Comparison.Rows.Where(r => !_onlyDiffering || r.State != RowState.Equal)];

    private Task MatchAsync(string? value) => OnMatch.InvokeAsync(string.IsNullOrEmpty(value) ? [] : value.Split('\u001f'));

    private static string CellClass(int column, bool differs) => (column == 0 ? "side" : "") + (differs ? " differs" : "");

    private string Word(ComparedRow row) => row.State switch
    {
        RowState.Equal => "equal",
        RowState.Differs => "differs",
        _ => "not in " + string.Join(", ", Comparison.Results.Where((_, i) => row.Sides[i] is null).Select(r => r.Database)),
    };
}
