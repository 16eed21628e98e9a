using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>A chart over time. Its options are plain data; the browser's module draws them with ECharts and evaluates nothing.</summary>
public sealed partial class Chart
{
    private IJSObjectReference? _module;
    private DotNetObjectReference<Chart>? _self;

    /// <summary>What to draw.</summary>
    [Parameter, EditorRequired]
    public required ChartModel Model { get; set; }

    /// <summary>What one point stands for.</summary>
    [Parameter]
    public TimeSpan Bucket { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [CascadingParameter(Name = "ChartZone")]
    private string? Zone { get; set; }

    private bool IsEmpty => Model.Series.Count == 0;

    /// <summary>A point was clicked; called by the browser's module.</summary>
    /// <param name="at">Unix milliseconds.</param>
    [JSInvokable]
    public void Open(double at)
    {
        if (Model.Address(DateTimeOffset.FromUnixTimeMilliseconds((long)at), Bucket) is { } address)
            Navigation.NavigateTo(address);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_module is null)
            return;
        try
        {
            await _module.InvokeVoidAsync("remove", Model.Id);
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
        if (_module is null)
            return;
        if (IsEmpty)
            await _module.InvokeVoidAsync("remove", Model.Id);
        else
            await _module.InvokeVoidAsync("draw", Model.Id, Model.Unit.ToString().ToLowerInvariant(), Zone, Model.Series, Model.Drill is null ? null : _self ??= DotNetObjectReference.Create(this));
    }

    private Task<CsvRows> CsvAsync()
    {
        var rows = Model.Series.Count == 0 ? [] : Model.Series[0].Data.Select((point, row) => (IReadOnlyList<string?>)
        [
            DateTimeOffset.FromUnixTimeMilliseconds((long)point[0]).UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            .. Model.Series.Select(series => row < series.Data.Count ? ChartValue.Plain(series.Data[row][1]) : ""),
        ]);
        return Task.FromResult(new CsvRows([.. rows]));
    }
}
