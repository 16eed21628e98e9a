using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Realtime;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>The list of conflicts. Its filters live in the address, so a view can be kept and shared.</summary>
public sealed partial class ConflictsPage
{
    private readonly Loaded<Page<ConflictSummary>> _list = new();
    private ConflictFilter? _shown;
    private SettleMany? _settle;
    private RoleGate _gate = RoleGate.None;
    private IReadOnlyList<string> _accounts = [];

    /// <summary>State, <c>All</c>, or none for the open ones.</summary>
    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    /// <summary>A sync set's name.</summary>
    [SupplyParameterFromQuery]
    public string? SyncSet { get; set; }

    /// <summary>A table's name.</summary>
    [SupplyParameterFromQuery]
    public string? Table { get; set; }

    /// <summary>A kind of conflict.</summary>
    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    /// <summary>A database that takes part on either side.</summary>
    [SupplyParameterFromQuery]
    public string? Database { get; set; }

    /// <summary>Part of a key.</summary>
    [SupplyParameterFromQuery]
    public string? Search { get; set; }

    /// <summary>Who is to decide: an account, <c>me</c> or <c>nobody</c>.</summary>
    [SupplyParameterFromQuery]
    public string? AssignedTo { get; set; }

    /// <summary>How long ago it was found: key of a <see cref="ConflictAge"/>.</summary>
    [SupplyParameterFromQuery]
    public string? Age { get; set; }

    /// <summary>Found at this time or later.</summary>
    [SupplyParameterFromQuery]
    public DateTime? From { get; set; }

    /// <summary>Found before this time.</summary>
    [SupplyParameterFromQuery]
    public DateTime? To { get; set; }

    /// <summary>From 1.</summary>
    [SupplyParameterFromQuery]
    public int? Page { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private ConflictsClient Client { get; set; } = null!;

    [Inject]
    private LiveStatus Live { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private ConflictFilter Filter => new(Status, SyncSet, Table, Kind, Database, Search, AssignedTo, Math.Max(1, Page ?? 1), Age, QueryTime.Utc(From), QueryTime.Utc(To));

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Filter)
            return;
        _shown = Filter;
        _list.Clear();
        _gate = await RoleGate.OfAsync(Authentication);
        await RefreshAsync();
        if (_gate.Operates && _accounts.Count == 0)
            await ReadAccountsAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received.Kind == SyncEventKind.Conflict;

    /// <inheritdoc />
    protected override Task RefreshAsync() => _list.ReadAsync(() => Client.ListAsync(Filter.ToQuery(Clock.GetUtcNow()), Left.Token));

    private Task<CsvRows> GatherAsync()
    {
        var (filter, now) = (Filter, Clock.GetUtcNow());
        return CsvRows.GatherAsync((page, size) => Client.ListAsync(filter.ToQuery(now, page, size), Left.Token), ConflictCsv.Line);
    }

    private async Task ReadAccountsAsync()
    {
        try
        {
            _accounts = await Client.AssigneesAsync(Left.Token);
        }
        catch (ApiException)
        {
            // The list has said what is wrong; without accounts one can still filter by oneself and by nobody.
        }
    }

    private void Show(ConflictFilter filter) => Navigation.NavigateTo(filter.ToAddress());
}
