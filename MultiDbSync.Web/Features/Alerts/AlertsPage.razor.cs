using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Alerts;

/// <summary>Alerts: open ones first, below them those that are over.</summary>
public sealed partial class AlertsPage
{
    private const int MostOpen = 200;
    private const int PageSize = 20;
    private static readonly (string, string)[] Kinds = [.. Enum.GetValues<AlertKind>().Select(kind => (kind.ToString(), AlertWords.Of(kind).Text))];
    private readonly Loaded<Page<AlertSummary>> _open = new();
    private readonly Loaded<Page<AlertSummary>> _closed = new();
    private (string?, int)? _shown;
    private RoleGate _gate = RoleGate.None;
    private string? _error;
    private bool _busy;

    /// <summary>Only alerts of this kind.</summary>
    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    /// <summary>Page of those that are over, from 1.</summary>
    [SupplyParameterFromQuery]
    public int? Page { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private AlertsClient Client { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private int PageNumber => Math.Max(1, Page ?? 1);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Kind, PageNumber))
            return;
        if (_shown?.Item1 != Kind)
            _open.Clear();
        _shown = (Kind, PageNumber);
        _closed.Clear();
        _gate = await RoleGate.OfAsync(Authentication);
        await RefreshAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received.Kind == SyncEventKind.Alert;

    /// <inheritdoc />
    protected override Task RefreshAsync() => Task.WhenAll(
        _open.ReadAsync(() => Client.ListAsync(AlertState.Open, Kind, 1, MostOpen, Left.Token)),
        _closed.ReadAsync(() => Client.ListAsync(AlertState.Closed, Kind, PageNumber, PageSize, Left.Token)));

    private async Task AcknowledgeAsync(AlertSummary alert)
    {
        (_busy, _error) = (true, null);
        try
        {
            await Client.AcknowledgeAsync(alert.Id, CancellationToken.None);
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

    private void Show(string? kind, int page)
    {
        var query = new Dictionary<string, string?>();
        if (kind is not null)
            query["kind"] = kind;
        if (page > 1)
            query["page"] = page.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Navigation.NavigateTo(QueryHelpers.AddQueryString("/alerts", query));
    }
}
