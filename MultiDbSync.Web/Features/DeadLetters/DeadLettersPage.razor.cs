using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.DeadLetters;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Realtime;

namespace MultiDbSync.Web.Features.DeadLetters;

/// <summary>Rows that databases refuse. The filters live in the address.</summary>
public sealed partial class DeadLettersPage
{
    private const int PageSize = 25;
    private static readonly string[] CsvColumns = ["sync set", "database", "table", "key", "error", "attempts", "first", "last"];
    private static readonly (string Value, string Text)[] Orders = [("-lastAt", "Newest refusal first"), ("firstAt", "Longest refused first"), ("-attempts", "Most attempts first"), ("database", "By database"), ("table", "By table")];
    private readonly Loaded<Page<DeadLetterSummary>> _list = new();
    private DeadLetterFilter? _shown;
    private RoleGate _gate = RoleGate.None;
    private string? _error;
    private string? _done;
    private bool _busy;

    /// <summary>A sync set's name.</summary>
    [SupplyParameterFromQuery]
    public string? SyncSet { get; set; }

    /// <summary>The database that refuses.</summary>
    [SupplyParameterFromQuery]
    public string? Database { get; set; }

    /// <summary>A table's name.</summary>
    [SupplyParameterFromQuery]
    public string? Table { get; set; }

    /// <summary>The order, as the API names it.</summary>
    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    /// <summary>From 1.</summary>
    [SupplyParameterFromQuery]
    public int? Page { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private DeadLettersClient Client { get; set; } = null!;

    [Inject]
    private LiveStatus Live { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private DeadLetterFilter Filter => new(SyncSet, Database, Table, Sort, Math.Max(1, Page ?? 1));

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Filter)
            return;
        _shown = Filter;
        _list.Clear();
        _gate = await RoleGate.OfAsync(Authentication);
        await RefreshAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received.Kind is SyncEventKind.Status or SyncEventKind.Alert or SyncEventKind.Configuration;

    /// <inheritdoc />
    protected override Task RefreshAsync() => _list.ReadAsync(() => Client.ListAsync(Filter, Filter.Page, PageSize, Left.Token));

    private static (string, string)[] Names(IEnumerable<string>? names, string? chosen) => [.. (names ?? []).Append(chosen).OfType<string>().Distinct().Select(name => (name, name))];

    private Task ReplayAsync(DeadLetterSummary letter) => ActAsync(async () =>
    {
        await Client.ReplayAsync(letter.Id, CancellationToken.None);
        _done = $"{letter.Table} {letter.Key} is being tried again on {letter.Database}. It goes from the list once it is written.";
    });

    private Task ReplayAllAsync() => ActAsync(async () =>
    {
        var answer = await Client.ReplayAsync(Filter.ToReplay(), CancellationToken.None);
        _done = $"{Humanise.Count(answer.Rows, "row")} {(answer.Rows == 1 ? "is" : "are")} being tried again. What is written goes from the list.";
    });

    private async Task ActAsync(Func<Task> action)
    {
        (_busy, _error, _done) = (true, null, null);
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

    private Task<CsvRows> CsvAsync() => CsvRows.GatherAsync(
        (page, size) => Client.ListAsync(Filter, page, size, Left.Token),
        letter => [letter.SyncSet, letter.Database, letter.Table, letter.Key, letter.Error, letter.Attempts.ToString(CultureInfo.InvariantCulture), Utc(letter.FirstAt), Utc(letter.LastAt)]);

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private void Show(DeadLetterFilter filter) => Navigation.NavigateTo(filter.ToAddress());
}
