using Microsoft.AspNetCore.Components;
using Microsoft.FluentUI.AspNetCore.Components;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;
using Glyphs = Microsoft.FluentUI.AspNetCore.Components.Icons.Regular.Size20;

namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>The charts. History is read once; each further second arrives as a push.</summary>
public sealed partial class DashboardPage
{
    private static readonly Icon Play = new Glyphs.Play();
    private static readonly Icon Pause = new Glyphs.Pause();
    private readonly Loaded<SyncMetrics> _metrics = new();
    private readonly MetricSeries _series = new();
    private readonly Lock _lock = new();
    private IReadOnlyList<MetricPoint> _points = [];
    private MetricRange? _loaded;
    private bool _paused;

    /// <summary>The range, kept in the address.</summary>
    [SupplyParameterFromQuery(Name = "range")]
    public string? RangeKey { get; set; }

    [Inject]
    private MetricsClient Client { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BrowserClock Clock { get; set; } = null!;

    private MetricRange Shown => MetricRange.Of(RangeKey);

    private MetricPoint Last => _points[^1];

    private string ChangesNow => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Last.CapturedPerSecond:0.#} in, {Last.AppliedPerSecond:0.#} out");

    private ChartSeries[] ChangesSeries => [Series("Captured", "line", point => point.CapturedPerSecond), Series("Applied", "line", point => point.AppliedPerSecond)];

    private ChartSeries[] LagSeries => [Series("Worst lag", "line", point => point.LagSeconds)];

    private ChartSeries[] ConflictSeries => [Series("Open", "line", point => point.OpenConflicts), Series("Detected", "bar", point => point.ConflictsDetected)];

    private ChartSeries[] PendingSeries => [Series("Pending", "line", point => point.PendingChanges)];

    /// <inheritdoc />
    protected override TimeSpan Interval => TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Shown)
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

    /// <inheritdoc />
    protected override Task RefreshAsync()
    {
        Copy();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task RestoreAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _loaded = Shown;
        await _metrics.ReadAsync(() => Client.GetAsync(Shown.Minutes, Left.Token));
        if (_metrics.Value is { } metrics)
        {
            lock (_lock)
                _series.Load(metrics);
        }

        Copy();
    }

    private void Copy()
    {
        lock (_lock)
            _points = [.. _series.Points];
    }

    private void Choose(MetricRange range) => Navigation.NavigateTo("/dashboard?range=" + range.Key, replace: true);

    private void TogglePause()
    {
        _paused = !_paused;
        if (!_paused)
            Copy();
    }

    private ChartSeries Series(string name, string kind, Func<MetricPoint, double> value) =>
        new(name, kind, [.. _points.Select(point => new[] { point.At.ToUnixTimeMilliseconds(), value(point) })]);
}
