using Microsoft.AspNetCore.Components.Web;
using MultiDbSync.Web.Realtime;

namespace MultiDbSync.Web.Components.Layout;

/// <summary>Frame of every page: navigation with the live badge, the signed-in person, and the state of the pushes.</summary>
public sealed partial class MainLayout
{
    private static readonly TimeSpan DrawAtMostEvery = TimeSpan.FromMilliseconds(250);
    private ErrorBoundary? _boundary;
    private Pace? _draw;
    private bool _ready;

    /// <inheritdoc />
    public void Dispose()
    {
        Live.Changed -= OnChanged;
        Feed.StateChanged -= OnChanged;
        _draw?.Dispose();
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _draw = new Pace(Time, DrawAtMostEvery, () => InvokeAsync(StateHasChanged));
        Live.Changed += OnChanged;
        Feed.StateChanged += OnChanged;
    }

    /// <inheritdoc />
    protected override void OnParametersSet() => _boundary?.Recover();

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        await Clock.ReadAsync();
        _ready = true;
        StateHasChanged();
        Feed.Start();
        await Live.LoadAsync(CancellationToken.None);
    }

    private void OnChanged() => _draw?.Request();
}
