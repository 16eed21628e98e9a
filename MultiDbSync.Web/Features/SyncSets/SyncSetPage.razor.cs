using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.SyncSets;

/// <summary>One sync set.</summary>
public sealed partial class SyncSetPage
{
    private readonly Loaded<SyncSetDetail> _detail = new();
    private IReadOnlyList<PausedTable> _paused = [];
    private ScheduleRuns? _runs;
    private Page<TimelineEntry>? _history;
    private EditSyncSet? _edit;
    private RemoveSyncSet? _remove;
    private LeaveSyncSet? _leave;
    private RestartLoad? _restart;
    private RoleGate _gate = RoleGate.None;
    private string? _shown;
    private string? _error;
    private string? _done;
    private bool _busy;

    /// <summary>The set's name.</summary>
    [Parameter]
    public required string Name { get; set; }

    /// <summary>It was made just now.</summary>
    [SupplyParameterFromQuery]
    public bool? Made { get; set; }

    /// <summary>The database that has just been asked to join.</summary>
    [SupplyParameterFromQuery]
    public string? Joined { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private SyncSetsClient Client { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Said => _done
        ?? (Joined is not null ? $"{Joined} joins. Its first load is a run; below you see how far it is."
        : Made is true ? "The sync set was made. Add the databases that share its tables next." : null);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Name)
            return;
        _shown = Name;
        _gate = await RoleGate.OfAsync(Authentication);
        _detail.Clear();
        await RefreshAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received.Kind is SyncEventKind.Status or SyncEventKind.Configuration or SyncEventKind.Run;

    /// <inheritdoc />
    protected override Task RefreshAsync() => _detail.ReadAsync(async () =>
    {
        var detail = await Client.DetailAsync(Name, Left.Token);
        _paused = await Client.PausedAsync(Name, Left.Token);
        _runs = detail.Set is { Mode: SyncMode.Scheduled, Schedule: { } schedule } ? await Client.NextRunsAsync(schedule, detail.Set.TimeZone, Left.Token) : null;
        _history = await Client.HistoryAsync(Name, Left.Token);
        return detail;
    });

    private static IReadOnlyList<string> Sources(SyncSetDetail detail, SyncSetMember member) =>
        [.. detail.Members.Where(m => m.State == RouteState.Active && m.Database.Name != member.Database.Name).Select(m => m.Database.Name)];

    private Task ToggleAsync(SyncSetSummary set) => ActAsync(() => Client.SetEnabledAsync(set.Name, !set.Enabled, CancellationToken.None), set.Enabled ? "Switched off. Changes are still recorded and wait." : "Switched on.");

    private async Task<string?> SaveAsync(string name, UpdateSyncSetRequest request)
    {
        await ActAsync(() => Client.UpdateAsync(name, request, CancellationToken.None), "Saved.");
        var problem = _error;

        // The dialog shows it.
        _error = null;
        return problem;
    }

    private async Task RemoveAsync()
    {
        await ActAsync(() => Client.RemoveAsync(Name, CancellationToken.None), null, refresh: false);
        if (_error is null) Navigation.NavigateTo("/sync-sets");
    }

    private Task LeaveAsync(SyncSetMember member) => ActAsync(
        () => Client.LeaveAsync(Name, member.Database.Name, CancellationToken.None), $"{member.Database.Name} leaves: what it changed last is carried over first. Its rows stay.");

    private Task RestartAsync((SyncSetMember Member, string? Source) restart) => ActAsync(
        () => Client.RestartLoadAsync(Name, restart.Member.Database.Name, restart.Source, CancellationToken.None), $"The first load of {restart.Member.Database.Name} goes on.");

    private async Task ActAsync(Func<Task> action, string? done, bool refresh = true)
    {
        _busy = true;
        (_error, _done) = (null, null);
        try
        {
            await action();
            _done = done;
            if (refresh) await RefreshAsync();
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
