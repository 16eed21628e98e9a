using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.SyncSets;

/// <summary>Mode, schedule and policies of a sync set.</summary>
public sealed partial class EditSyncSet
{
    private static readonly (string, string)[] Modes = [.. Enum.GetValues<SyncMode>().Select(mode => (mode.ToString(), Words.Of(mode)))];

    private static readonly (string, string)[] Choices =
        [.. new[] { "manual", "last-write-wins", "merge-columns", "merge-columns,last-write-wins" }.Select(policy => (policy, Words.Policy(policy)))];

    private readonly Dictionary<string, string> _policies = [];
    private Modal? _modal;
    private SyncSetSummary? _set;
    private SyncMode _mode;
    private string _schedule = "";
    private string _zone = "";
    private string? _error;
    private bool _busy;

    /// <summary>Saves; answers what went wrong, or null.</summary>
    [Parameter, EditorRequired]
    public required Func<string, UpdateSyncSetRequest, Task<string?>> OnSave { get; set; }

    /// <summary>Opens the form for a sync set.</summary>
    public Task ShowAsync(SyncSetSummary set)
    {
        ArgumentNullException.ThrowIfNull(set);
        (_set, _mode, _schedule, _zone, _error) = (set, set.Mode, set.Schedule ?? "", set.TimeZone, null);
        _policies.Clear();
        foreach (var table in set.Tables)
            _policies[table.Name] = table.Policy;
        StateHasChanged();
        return _modal!.ShowAsync();
    }

    private async Task SubmitAsync()
    {
        if (_set is null)
            return;

        _busy = true;
        var scheduled = _mode == SyncMode.Scheduled;
        _error = await OnSave(_set.Name, new UpdateSyncSetRequest(
            null, _mode, scheduled ? _schedule.Trim() : null, scheduled ? _zone.Trim() : null, new Dictionary<string, string>(_policies)));
        _busy = false;
        if (_error is null)
            await _modal!.CloseAsync();
    }
}
