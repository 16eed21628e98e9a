using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Features.Databases;

namespace MultiDbSync.Web.Features.SyncSets.Creating;

/// <summary>Makes a sync set, step by step. The step is in the address; what was chosen lives in this page.</summary>
public sealed partial class NewSyncSetPage
{
    private static readonly string[] Titles = ["Database", "Tables", "Name, schedule, policy", "Review"];
    private static readonly (string, string)[] Choices = [.. new[] { "manual", "last-write-wins", "first-write-wins", "node-priority" }.Select(policy => (policy, Words.Policy(policy)))];
    private static readonly IReadOnlyDictionary<string, string> NoErrors = new Dictionary<string, string>();

    private readonly SyncSetDraft _draft = new();
    private readonly Loaded<IReadOnlyList<DatabaseSummary>> _databases = new();
    private IReadOnlyDictionary<string, string> _errors = NoErrors;
    private NewSetStep _step;
    private string? _error;
    private bool _busy;

    /// <summary>Where in the wizard.</summary>
    [SupplyParameterFromQuery]
    public string? Step { get; set; }

    /// <summary>The database to begin with, for links from elsewhere.</summary>
    [SupplyParameterFromQuery]
    public string? Database { get; set; }

    [Inject]
    private SyncSetsClient SyncSets { get; set; } = null!;

    [Inject]
    private DatabasesClient Databases { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool MayGoOn => _step == NewSetStep.Review || _draft.Allows(_step + 1);

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => ReadAsync();

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_draft.Database is null && Database is not null) _draft.Choose(Database);
        var wanted = Enum.TryParse<NewSetStep>(Step, ignoreCase: true, out var step) && Enum.IsDefined(step) ? step : NewSetStep.Database;

        // After a reload what was chosen is gone, all but the database: begin where something is missing.
        while (!_draft.Allows(wanted)) wanted--;
        if (wanted != _step) (_error, _errors) = (null, NoErrors);
        _step = wanted;
        if (_step == NewSetStep.Tables && _draft.Candidates.Count == 0)
            await ActAsync(async () => _draft.Keep(await Databases.CandidatesAsync(_draft.Database!, CancellationToken.None)));
    }

    private Task ReadAsync() => _databases.ReadAsync(() => Databases.ListAsync(CancellationToken.None));

    private void Go(NewSetStep step) => Navigation.NavigateTo(Address(step));

    private async Task NextAsync()
    {
        if (!MayGoOn || _busy) return;
        if (_step != NewSetStep.Review)
        {
            Go(_step + 1);
            return;
        }

        var request = _draft.ToRequest();
        var made = false;
        await ActAsync(async () =>
        {
            await SyncSets.CreateAsync(request, CancellationToken.None);
            made = true;
        });
        if (made) Navigation.NavigateTo($"/sync-sets/{Uri.EscapeDataString(request.Name)}?made=true");
    }

    private async Task ActAsync(Func<Task> act)
    {
        (_busy, _error, _errors) = (true, null, NoErrors);
        StateHasChanged();
        try
        {
            await act();
        }
        catch (ApiException e)
        {
            (_error, _errors) = (e.Message, e.Errors);
            if (_step == NewSetStep.Review && (e.Errors.Keys.Any(k => k is "name" or "policy" or "schedule" or "timeZone") || e.Type == "name-taken")) Back(NewSetStep.Settings);
            else if (_step == NewSetStep.Review && e.Errors.Keys.Any(k => k.StartsWith("tables", StringComparison.Ordinal))) Back(NewSetStep.Tables);
        }
        finally
        {
            _busy = false;
        }
    }

    // A refusal is shown at the step whose field it is about.
    private void Back(NewSetStep step)
    {
        _step = step;
        Navigation.NavigateTo(Address(step), replace: true);
    }

    private string Address(NewSetStep step) =>
        $"/sync-sets/new?step={step.ToString().ToLowerInvariant()}{(_draft.Database is null ? "" : $"&database={Uri.EscapeDataString(_draft.Database)}")}";
}
