using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Query;

/// <summary>Queries of before: the person's own history, or saved ones.</summary>
public sealed partial class QueryLibrary
{
    private const int ShownOfSql = 160;
    private readonly Loaded<Page<QueryRun>> _history = new();
    private readonly Loaded<IReadOnlyList<SavedQuery>> _saved = new();
    private string _search = "";
    private string? _error;
    private bool? _shown;

    /// <summary>The history; else the saved queries.</summary>
    [Parameter]
    public bool IsHistory { get; set; }

    /// <summary>A query runs.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>A saved query was chosen.</summary>
    [Parameter]
    public EventCallback<SavedQuery> OnOpen { get; set; }

    /// <summary>An entry of the history was chosen.</summary>
    [Parameter]
    public EventCallback<QueryRun> OnRerun { get; set; }

    [Inject]
    private QueryLibraryClient Client { get; set; } = null!;

    /// <summary>Reads what is shown anew.</summary>
    public async Task RefreshAsync()
    {
        if (IsHistory)
            await _history.ReadAsync(() => Client.HistoryAsync(_search, CancellationToken.None));
        else
            await _saved.ReadAsync(() => Client.SavedAsync(CancellationToken.None));
        StateHasChanged();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == IsHistory)
            return;
        _shown = IsHistory;
        await RefreshAsync();
    }

    private Task SearchAsync(ChangeEventArgs e)
    {
        _search = e.Value as string ?? "";
        return RefreshAsync();
    }

    private Task ForgetAsync(QueryRun run) => ChangeAsync(() => Client.ForgetAsync(run.Id, CancellationToken.None));

    private Task ClearAsync() => ChangeAsync(() => Client.ClearHistoryAsync(CancellationToken.None));

    private Task DeleteAsync(SavedQuery query) => ChangeAsync(() => Client.DeleteAsync(query.Id, CancellationToken.None));

    private async Task ChangeAsync(Func<Task> change)
    {
        _error = null;
        try
        {
            await change();
        }
        catch (ApiException e)
        {
            _error = e.Message;
        }

        await RefreshAsync();
    }

    private static string Short(string sql)
    {
        var line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= ShownOfSql ? line : line[..ShownOfSql] + "…";
    }

    private static string Outcome(QueryRun run) => run.Outcome switch
    {
        QueryOutcome.Ran => Humanise.Count(run.Rows, "row"),
        QueryOutcome.Cancelled => "cancelled",
        QueryOutcome.Refused => "refused",
        _ => "failed",
    };
}
