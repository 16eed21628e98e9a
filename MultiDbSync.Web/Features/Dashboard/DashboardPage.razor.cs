using Microsoft.AspNetCore.Components;
using Microsoft.FluentUI.AspNetCore.Components;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Realtime;
using Glyphs = Microsoft.FluentUI.AspNetCore.Components.Icons.Regular.Size20;

namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>The charts. History is read once; each further second arrives as a push.</summary>
public sealed partial class DashboardPage
{
    private static readonly Icon Play = new Glyphs.Play();
    private static readonly Icon Pause = new Glyphs.Pause();
    private static readonly TimeSpan ReadAtMostEvery = TimeSpan.FromSeconds(10);
    private readonly Loaded<SyncMetrics> _metrics = new();
    private readonly MetricSeries _series = new();
    private readonly Lock _lock = new();
    private IReadOnlyList<ChartModel> _charts = [];
    private MetricsView? _loaded;
    private DateTimeOffset _readAt;
    private bool _paused;

    /// <summary>The range, kept in the address.</summary>
    [SupplyParameterFromQuery(Name = "range")]
    public string? RangeKey { get; set; }

    /// <summary>Only figures of this set.</summary>
    [SupplyParameterFromQuery]
    public string? SyncSet { get; set; }

    /// <summary>Only figures of this database.</summary>
    [SupplyParameterFromQuery]
    public string? Database { get; set; }

    [Inject]
    private MetricsClient Client { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BrowserClock Clock { get; set; } = null!;

    [Inject]
    private LiveStatus Live { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private MetricsView View => new(RangeKey, SyncSet, Database);

    private string Lede => _paused ? "Paused. What arrives meanwhile is kept." : View.IsAll ? "Live, second by second." : "Live, every ten seconds.";

    /// <inheritdoc />
    protected override TimeSpan Interval => TimeSpan.FromMilliseconds(250);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == View)
            return;
        if (_loaded is not null)
            _metrics.Clear();
        await LoadAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received)
    {
        if (received is not { Kind: SyncEventKind.Metrics, Metrics: { } point })
            return false;
        lock (_lock)
            _series.Add(point);
        return !_paused;
    }

    // Pushes carry the figures of all; those of a part, and conflicts by kind, are read again from time to time.
    /// <inheritdoc />
    protected override Task RefreshAsync()
    {
        if (Time.GetUtcNow() - _readAt >= ReadAtMostEvery)
            return LoadAsync();
        if (View.IsAll)
            Draw();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task RestoreAsync() => _paused ? Task.CompletedTask : LoadAsync();

    private static (string, string)[] Names(IEnumerable<string>? names, string? chosen) => [.. (names ?? []).Append(chosen).OfType<string>().Distinct().Select(name => (name, name))];

    private async Task LoadAsync()
    {
        (_loaded, _readAt) = (View, Time.GetUtcNow());
        var view = View;
        await _metrics.ReadAsync(() => Client.GetAsync(view, Left.Token));
        if (view != View)
            return;
        if (_metrics.Value is { } metrics)
        {
            lock (_lock)
                _series.Load(metrics);
        }

        Draw();
    }

    private void Draw()
    {
        if (_metrics.Value is not { } metrics)
            return;
        lock (_lock)
            _charts = DashboardCharts.Of(View.IsAll ? [.. _series.Points] : metrics.Points, metrics, View);
    }

    private void Show(MetricsView view) => Navigation.NavigateTo(view.ToAddress(), replace: true);

    private Task TogglePause()
    {
        _paused = !_paused;
        return _paused ? Task.CompletedTask : RefreshAsync();
    }
}
