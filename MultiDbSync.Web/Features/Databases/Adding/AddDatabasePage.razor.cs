using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Features.SyncSets;

namespace MultiDbSync.Web.Features.Databases.Adding;

/// <summary>Adds a database, step by step. The step is in the address; what was typed lives in this page alone.</summary>
public sealed partial class AddDatabasePage
{
    private static readonly string[] Titles = ["Make", "Connection", "Test", "Name and tables", "Sync set", "Review"];
    private static readonly IReadOnlyDictionary<string, string> NoErrors = new Dictionary<string, string>();

    private readonly DatabaseDraft _draft = new();
    private readonly Loaded<IReadOnlyList<DatabaseMake>> _makes = new();
    private IReadOnlyList<SyncSetSummary> _sets = [];
    private IReadOnlyDictionary<string, string> _errors = NoErrors;
    private AddStep _step;
    private string? _error;
    private bool _busy;

    /// <summary>Where in the wizard.</summary>
    [SupplyParameterFromQuery]
    public string? Step { get; set; }

    [Inject]
    private DatabasesClient Databases { get; set; } = null!;

    [Inject]
    private SyncSetsClient SyncSets { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool MayGoOn => _step == AddStep.Review || _draft.Allows(_step + 1);

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => ReadAsync();

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var wanted = Enum.TryParse<AddStep>(Step, ignoreCase: true, out var step) && Enum.IsDefined(step) ? step : AddStep.Make;

        // After a reload nothing that was typed is left: begin where something is missing.
        while (!_draft.Allows(wanted)) wanted--;
        if (wanted != _step) (_error, _errors) = (null, NoErrors);
        _step = wanted;
        if (_step == AddStep.Test && _draft.Result is null) await TestAsync();
    }

    private async Task ReadAsync()
    {
        await _makes.ReadAsync(() => Databases.MakesAsync(CancellationToken.None));
        await ActAsync(async () => _sets = await SyncSets.ListAsync(CancellationToken.None));
    }

    private void Go(AddStep step) => Navigation.NavigateTo(Address(step));

    private async Task NextAsync()
    {
        if (!MayGoOn || _busy) return;
        if (_step != AddStep.Review) Go(_step + 1);
        else await AddAsync();
    }

    private Task TestAsync() => ActAsync(
        async () => _draft.Keep(await Databases.TestAsync(_draft.ToTest(), CancellationToken.None)),
        errors => errors.Keys.Any(k => k.StartsWith("fields", StringComparison.Ordinal) || k == "connectionString") ? AddStep.Connection : null);

    private async Task AddAsync()
    {
        var request = _draft.ToRequest();
        var added = false;
        await ActAsync(
            async () =>
            {
                await Databases.AddAsync(request, CancellationToken.None);
                added = true;
            },
            errors => errors.ContainsKey("name") ? AddStep.Name : errors.Keys.Any(k => k.StartsWith("firstLoad", StringComparison.Ordinal)) ? AddStep.Join : null);
        if (added) Navigation.NavigateTo($"/databases?added={Uri.EscapeDataString(request.Name)}");
    }

    // A refusal is shown at the step whose field it is about.
    private async Task ActAsync(Func<Task> act, Func<IReadOnlyDictionary<string, string>, AddStep?>? place = null)
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
            if (place?.Invoke(e.Errors) is { } step)
            {
                _step = step;
                Navigation.NavigateTo(Address(step), replace: true);
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private static string Address(AddStep step) => $"/databases/add?step={step.ToString().ToLowerInvariant()}";
}
