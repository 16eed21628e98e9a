using Microsoft.AspNetCore.Components;
using Microsoft.FluentUI.AspNetCore.Components;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Realtime;

namespace MultiDbSync.Web.Features.Home;

/// <summary>Answers "is my data in sync?" at a glance.</summary>
public sealed partial class HomePage : IDisposable
{
    private static readonly Icon ArrowSync = new Microsoft.FluentUI.AspNetCore.Components.Icons.Regular.Size20.ArrowSync();
    private readonly Loaded<object> _nothing = new();
    private Pace? _draw;
    private string? _error;
    private bool _busy;

    private static Icon SyncIcon => ArrowSync.WithColor("currentColor");

    [Inject]
    private LiveStatus Live { get; set; } = null!;

    [Inject]
    private StatusClient Client { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private IEnumerable<RunSummary> Active => Live.Runs.Where(run => run.Status is RunStatus.Queued or RunStatus.Running);

    /// <inheritdoc />
    public void Dispose()
    {
        Live.Changed -= OnChanged;
        _draw?.Dispose();
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _draw = new Pace(Clock, TimeSpan.FromMilliseconds(250), () => InvokeAsync(DrawAsync));
        Live.Changed += OnChanged;
    }

    private void OnChanged() => _draw?.Request();

    private async Task DrawAsync()
    {
        if (Live.Status is null && Live.Error is { } error)
            await _nothing.ReadAsync(() => throw new ApiException(error));
        StateHasChanged();
    }

    private Task ReloadAsync() => Live.LoadAsync(CancellationToken.None);

    private Task SyncNowAsync() => ActAsync(async () =>
    {
        foreach (var run in (await Client.SyncNowAsync(null, CancellationToken.None)).Runs)
            Live.Merge(run);
    });

    private Task CreateDemoAsync() => ActAsync(async () => Live.Merge(await Client.DemoAsync(CancellationToken.None)));

    private async Task ActAsync(Func<Task> action)
    {
        _busy = true;
        _error = null;
        try
        {
            await action();
        }
        catch (ApiException e)
        {
            _error = e.Message;
        }
        finally
        {
            _busy = false;
        }
    }
}
