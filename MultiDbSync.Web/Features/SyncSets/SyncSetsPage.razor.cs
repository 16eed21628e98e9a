using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.SyncSets;

/// <summary>The sync sets.</summary>
public sealed partial class SyncSetsPage
{
    private readonly Loaded<IReadOnlyList<SyncSetSummary>> _list = new();
    private EditSyncSet? _edit;
    private RoleGate _gate = RoleGate.None;
    private string? _error;
    private bool _busy;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private SyncSetsClient Client { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _gate = await RoleGate.OfAsync(Authentication);
        await RefreshAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received.Kind is SyncEventKind.Status or SyncEventKind.Configuration;

    /// <inheritdoc />
    protected override Task RefreshAsync() => _list.ReadAsync(() => Client.ListAsync(Left.Token));

    private Task ToggleAsync(SyncSetSummary set) => ActAsync(() => Client.SetEnabledAsync(set.Name, !set.Enabled, CancellationToken.None));

    private async Task<string?> SaveAsync(string name, UpdateSyncSetRequest request)
    {
        await ActAsync(() => Client.UpdateAsync(name, request, CancellationToken.None));
        var problem = _error;
        _error = null;
        return problem;
    }

    private async Task ActAsync(Func<Task> action)
    {
        _busy = true;
        _error = null;
        try
        {
            await action();
            await RefreshAsync();
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
