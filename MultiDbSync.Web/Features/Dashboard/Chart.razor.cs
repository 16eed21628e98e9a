using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>A chart over time. Its options are plain data; the browser's module draws them with ECharts and evaluates nothing.</summary>
public sealed partial class Chart
{
    private IJSObjectReference? _module;

    /// <summary>The element's id.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>What the chart shows.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>The newest value in words.</summary>
    [Parameter]
    public string? Now { get; set; }

    /// <summary>How values are written: <c>count</c>, <c>rate</c> or <c>seconds</c>.</summary>
    [Parameter]
    public string Unit { get; set; } = "count";

    /// <summary>What to draw.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ChartSeries> Series { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [CascadingParameter(Name = "ChartZone")]
    private string? Zone { get; set; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_module is null)
            return;
        try
        {
            await _module.InvokeVoidAsync("remove", Id);
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its chart with it.
        }
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/charts.js");
        if (_module is not null)
            await _module.InvokeVoidAsync("draw", Id, Unit, Zone, Series);
    }
}
