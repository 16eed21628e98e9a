using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Users;

/// <summary>People, their roles, and switching accounts off.</summary>
public sealed partial class UsersPage
{
    private readonly Loaded<IReadOnlyList<UserSummary>> _list = new();
    private UserSessions _sessions = null!;
    private string? _me;
    private string? _error;
    private bool _busy;

    // Part of each row's key: a refused choice is drawn anew, or the box would go on showing it.
    private int _attempt;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private UsersClient Client { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (Authentication is not null)
            _me = (await Authentication).User.Identity?.Name;
        await RefreshAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received.Kind == SyncEventKind.Configuration;

    /// <inheritdoc />
    protected override Task RefreshAsync() => _list.ReadAsync(() => Client.ListAsync(Left.Token));

    private Task SetRoleAsync(UserSummary user, string? role) => role is null || role == user.Role
        ? Task.CompletedTask
        : ChangeAsync(user, new UpdateUserRequest(role, null));

    private Task SetDisabledAsync(UserSummary user) => ChangeAsync(user, new UpdateUserRequest(null, !user.Disabled));

    private async Task ChangeAsync(UserSummary user, UpdateUserRequest request)
    {
        _busy = true;
        _error = null;
        try
        {
            await Client.UpdateAsync(user.Id, request, CancellationToken.None);
            await RefreshAsync();
        }
        catch (ApiException e)
        {
            _error = e.Message;
            _attempt++;
        }
        finally
        {
            _busy = false;
        }
    }
}
