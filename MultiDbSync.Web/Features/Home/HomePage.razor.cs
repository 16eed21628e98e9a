using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.FluentUI.AspNetCore.Components;
using Microsoft.JSInterop;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;
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
    private bool _operates;
    private HashSet<string>? _aside;

    private static Icon SyncIcon => ArrowSync.WithColor("currentColor");

    [Inject]
    private LiveStatus Live { get; set; } = null!;

    [Inject]
    private StatusClient Client { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    // Nothing is shown before the browser has told what was put aside.
    private NextStep? Next => _aside is not null && Live.Status is { } status && NextStep.From(status, Live.Runs, Live.OpenConflicts, _operates) is { } step && !_aside.Contains(step.Id) ? step : null;

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

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _operates = (await RoleGate.OfAsync(Authentication)).Operates;
        _aside = [.. (await Js.InvokeAsync<string?>("mdsKept", "next-steps") ?? "").Split(',')];
        StateHasChanged();
    }

    private async Task DismissAsync(NextStep step)
    {
        _aside?.Add(step.Id);
        await Js.InvokeVoidAsync("mdsKeep", "next-steps", string.Join(',', _aside ?? []));
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
