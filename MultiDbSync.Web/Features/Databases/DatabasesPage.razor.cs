using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Realtime;

namespace MultiDbSync.Web.Features.Databases;

/// <summary>The databases and their state.</summary>
public sealed partial class DatabasesPage
{
    private readonly Loaded<IReadOnlyList<DatabaseSummary>> _list = new();
    private RemoveDatabase? _remove;
    private RoleGate _gate = RoleGate.None;
    private string? _error;
    private string? _done;
    private bool _busy;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>The database that the wizard has just added.</summary>
    [SupplyParameterFromQuery]
    public string? Added { get; set; }

    [Inject]
    private DatabasesClient Client { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _gate = await RoleGate.OfAsync(Authentication);
        if (Added is not null) _done = $"{Added} was added. A first load, if it was asked for, is on the Runs page.";
        await RefreshAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received.Kind is SyncEventKind.Status or SyncEventKind.Configuration;

    /// <inheritdoc />
    protected override Task RefreshAsync() => _list.ReadAsync(() => Client.ListAsync(Left.Token));

    private Task ToggleAsync(DatabaseSummary database) => ActAsync(
        () => Client.SetEnabledAsync(database.Name, !database.Enabled, CancellationToken.None),
        database.Enabled ? $"{database.Name} is switched off. Its changes are still recorded and wait." : $"{database.Name} is switched on.");

    private Task RankAsync((DatabaseSummary Database, int Priority) rank) => ActAsync(
        () => Client.SetPriorityAsync(rank.Database.Name, rank.Priority, CancellationToken.None), $"{rank.Database.Name} has priority {rank.Priority}.");

    private Task RemoveAsync(DatabaseSummary database) => ActAsync(
        () => Client.RemoveAsync(database.Name, CancellationToken.None),
        $"{database.Name} is being removed: first our triggers and tables in it, then its registration.");

    private async Task ActAsync(Func<Task> action, string done)
    {
        _busy = true;
        (_error, _done) = (null, null);
        try
        {
            await action();
            _done = done;
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
