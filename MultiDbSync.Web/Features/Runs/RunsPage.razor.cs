using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Runs;

/// <summary>All runs, newest first.</summary>
public sealed partial class RunsPage
{
    private const int PageSize = 25;
    private static readonly (string, string)[] States = [.. Enum.GetValues<RunStatus>().Select(status => (status.ToString(), Words.Of(status).Text))];
    private readonly Loaded<Page<RunSummary>> _list = new();
    private (string?, int)? _shown;

    /// <summary>Only runs in this state.</summary>
    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    /// <summary>From 1.</summary>
    [SupplyParameterFromQuery]
    public int? Page { get; set; }

    /// <summary>The run to show first and marked, for links from elsewhere.</summary>
    [SupplyParameterFromQuery]
    public long? Run { get; set; }

    [Inject]
    private RunsClient Client { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private int PageNumber => Math.Max(1, Page ?? 1);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Status, PageNumber))
            return;
        _shown = (Status, PageNumber);
        _list.Clear();
        await RefreshAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received.Kind == SyncEventKind.Run;

    /// <inheritdoc />
    protected override Task RefreshAsync() => _list.ReadAsync(ReadAsync);

    private async Task<Page<RunSummary>> ReadAsync()
    {
        var page = await WithLoadsAsync(await Client.ListAsync(Status, PageNumber, PageSize, Left.Token));
        if (Run is not { } id || page.Items.Any(run => run.Id == id))
            return page;

        // The run that a link led to is older than this page: shown on top all the same.
        var asked = await Client.GetAsync(id, Left.Token);
        return page with { Items = [asked, .. page.Items] };
    }

    // A list leaves out how far a first load is; few run at once.
    private async Task<Page<RunSummary>> WithLoadsAsync(Page<RunSummary> page)
    {
        var items = page.Items.ToList();
        for (var i = 0; i < items.Count; i++)
            if (items[i] is { Kind: RunKind.FirstLoad, Status: RunStatus.Running }) items[i] = await Client.GetAsync(items[i].Id, Left.Token);
        return page with { Items = items };
    }

    private void Show(string? status, int page)
    {
        var query = new Dictionary<string, string?>();
        if (status is not null)
            query["status"] = status;
        if (page > 1)
            query["page"] = page.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Navigation.NavigateTo(QueryHelpers.AddQueryString("/runs", query));
    }
}
