using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.FluentUI.AspNetCore.Components;
using Microsoft.JSInterop;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Web.Features.Profile;

/// <summary>The own account: role, password, sessions, and the looks that this browser keeps.</summary>
public sealed partial class ProfilePage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly Loaded<IReadOnlyList<SessionSummary>> _sessions = new();
    private string? _name;
    private string? _role;
    private string? _error;
    private bool _busy;

    /// <summary>The password was changed just now.</summary>
    [SupplyParameterFromQuery]
    public bool? Changed { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private ProfileClient Client { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private IThemeService Theme { get; set; } = null!;

    private string Meaning => _role switch
    {
        Roles.Admin => "sets databases, sync sets and people up",
        Roles.Operator => "decides conflicts, syncs, queries",
        _ => "looks at everything",
    };

    /// <inheritdoc />
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (Authentication is not null && (await Authentication).User is { } user)
            (_name, _role) = (user.Identity?.Name, SessionClaims.RoleOf(user));
        await RefreshAsync();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Js.InvokeVoidAsync("mdsPreferences");
    }

    // The page's script keeps the choice and colours the page; Fluent's components have colours of their own.
    private Task ThemeAsync(ChangeEventArgs e) =>
        Theme.SetThemeAsync(e.Value switch { "light" => ThemeMode.Light, "dark" => ThemeMode.Dark, _ => ThemeMode.System });

    private Task RefreshAsync() => _sessions.ReadAsync(() => Client.SessionsAsync(_left.Token));

    private async Task EndOthersAsync()
    {
        (_busy, _error) = (true, null);
        try
        {
            await Client.EndOthersAsync(CancellationToken.None);
            if (!_left.IsCancellationRequested)
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
