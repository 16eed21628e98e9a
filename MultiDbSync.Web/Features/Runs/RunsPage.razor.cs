using System.Globalization;
using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Realtime;

namespace MultiDbSync.Web.Features.Runs;

/// <summary>All runs and, between them, what was changed; newest first. The filters live in the address.</summary>
public sealed partial class RunsPage
{
    private const int PageSize = 25;
    private static readonly string[] CsvColumns =
        ["run", "sync set", "kind", "state", "percent", "read", "written", "conflicts", "attempts", "asked for by", "asked for", "began", "ended", "message", "trace", "changed", "before", "after"];

    private readonly Loaded<Page<TimelineEntry>> _list = new();
    private RunFilter? _shown;

    /// <summary>Only runs of this set.</summary>
    [SupplyParameterFromQuery]
    public string? SyncSet { get; set; }

    /// <summary>Only runs of this kind.</summary>
    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    /// <summary>Only runs in this state.</summary>
    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    /// <summary>How far back, as <see cref="RunFilter.Times"/> names it.</summary>
    [SupplyParameterFromQuery]
    public string? Since { get; set; }

    /// <summary>Asked for at this time or later.</summary>
    [SupplyParameterFromQuery]
    public DateTime? From { get; set; }

    /// <summary>Asked for before this time.</summary>
    [SupplyParameterFromQuery]
    public DateTime? To { get; set; }

    /// <summary>From 1.</summary>
    [SupplyParameterFromQuery]
    public int? Page { get; set; }

    /// <summary>The run to show first and marked, for links from elsewhere.</summary>
    [SupplyParameterFromQuery]
    public long? Run { get; set; }

    [Inject]
    private RunsClient Client { get; set; } = null!;

    [Inject]
    private LiveStatus Live { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private RunFilter Filter => new(SyncSet, Kind, Status, Since, QueryTime.Utc(From), QueryTime.Utc(To), Math.Max(1, Page ?? 1));

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Filter)
            return;
        _shown = Filter;
        _list.Clear();
        await RefreshAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received.Kind is SyncEventKind.Run or SyncEventKind.Configuration;

    /// <inheritdoc />
    protected override Task RefreshAsync() => _list.ReadAsync(ReadAsync);

    private async Task<Page<TimelineEntry>> ReadAsync()
    {
        var page = await WithLoadsAsync(await Client.TimelineAsync(Filter, Filter.Page, PageSize, Left.Token));
        if (Run is not { } id || page.Items.Any(entry => entry.Run?.Id == id))
            return page;

        // The run that a link led to is older than this page: shown on top all the same.
        var asked = await Client.GetAsync(id, Left.Token);
        return page with { Items = [new TimelineEntry(asked.RequestedAt, asked, null), .. page.Items] };
    }

    // A list leaves out how far a first load is; few run at once.
    private async Task<Page<TimelineEntry>> WithLoadsAsync(Page<TimelineEntry> page)
    {
        var items = page.Items.ToList();
        for (var i = 0; i < items.Count; i++)
            if (items[i].Run is { Kind: RunKind.FirstLoad } run && RunWords.IsOpen(run)) items[i] = items[i] with { Run = await Client.GetAsync(run.Id, Left.Token) };
        return page with { Items = items };
    }

    private Task<CsvRows> CsvAsync() => CsvRows.GatherAsync((page, size) => Client.TimelineAsync(Filter, page, size, Left.Token), Line);

    private static IReadOnlyList<string?> Line(TimelineEntry entry) => entry switch
    {
        { Run: { } run } =>
        [
            Text(run.Id), run.SyncSet, run.Kind.ToString(), run.Status.ToString(), Text(run.Percent), Text(run.Captured), Text(run.Applied), Text(run.Conflicts), Text(run.Attempts),
            run.RequestedBy, Text(run.RequestedAt), Text(run.StartedAt), Text(run.FinishedAt), run.Message, run.TraceId, null, null, null,
        ],
        { Change: { } change } =>
        [
            null, null, TimelineKinds.Configuration, change.Action, null, null, null, null, null,
            change.Actor, Text(change.At), null, null, null, null, change.Subject, change.Before, change.After,
        ],
        _ => [],
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private void Show(RunFilter filter) => Navigation.NavigateTo(filter.ToAddress());
}
