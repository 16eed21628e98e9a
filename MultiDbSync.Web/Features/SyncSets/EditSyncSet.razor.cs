using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.SyncSets;

/// <summary>Mode, schedule and policies of a sync set.</summary>
public sealed partial class EditSyncSet
{
    private IReadOnlyList<PolicyDraft> _policies = [];
    private Modal? _modal;
    private SyncSetSummary? _set;
    private ScheduleDraft _schedule = new();
    private string? _error;
    private bool _busy;

    /// <summary>Saves; answers what went wrong, or null.</summary>
    [Parameter, EditorRequired]
    public required Func<string, UpdateSyncSetRequest, Task<string?>> OnSave { get; set; }

    /// <summary>Opens the form for a sync set.</summary>
    public Task ShowAsync(SyncSetSummary set)
    {
        ArgumentNullException.ThrowIfNull(set);
        (_set, _error) = (set, null);
        _schedule = new ScheduleDraft { Mode = set.Mode, Schedule = set.Schedule ?? "", TimeZone = set.TimeZone };
        _policies = [.. set.Tables.Select(table => new PolicyDraft(table))];
        StateHasChanged();
        return _modal!.ShowAsync();
    }

    private async Task SubmitAsync()
    {
        if (_set is null)
            return;

        _busy = true;
        _error = await OnSave(_set.Name, new UpdateSyncSetRequest(
            null, _schedule.Mode, _schedule.SavedSchedule, _schedule.SavedTimeZone, null, _policies.ToDictionary(draft => draft.Table, draft => draft.ToDefinition())));
        _busy = false;
        if (_error is null)
            await _modal!.CloseAsync();
    }
}
