using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Mail;

/// <summary>What a person gets by mail; for administrators also what became of all mails.</summary>
public sealed partial class MailPage
{
    private readonly Loaded<MailPreferences> _preferences = new();
    private RoleGate _gate = RoleGate.None;
    private string? _error;
    private string? _done;

    /// <summary>Only mails in this state.</summary>
    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    /// <summary>Page of the outbox, from 1.</summary>
    [SupplyParameterFromQuery]
    public int? Page { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private MailClient Client { get; set; } = null!;

    private int PageNumber => Math.Max(1, Page ?? 1);

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _gate = await RoleGate.OfAsync(Authentication);
        await RefreshAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => false;

    /// <inheritdoc />
    protected override Task RefreshAsync() => _preferences.ReadAsync(() => Client.PreferencesAsync(Left.Token));

    private async Task SaveAsync(UpdateMailPreferencesRequest request)
    {
        (_error, _done) = (null, null);
        try
        {
            _preferences.Value = await Client.ChangeAsync(request, CancellationToken.None);
            _done = "Saved.";
        }
        catch (ApiException e)
        {
            _error = e.Message;
        }
    }
}
