using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.FluentUI.AspNetCore.Components;
using Microsoft.JSInterop;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Features.Databases;
using Glyphs = Microsoft.FluentUI.AspNetCore.Components.Icons.Regular.Size20;

namespace MultiDbSync.Web.Features.Query;

/// <summary>Read-only SQL on one database or several. That nothing can be written is the API's doing, by the engines' own means.</summary>
public sealed partial class QueryPage : IDisposable
{
    private static readonly Icon Play = new Glyphs.Play();
    private static readonly IReadOnlyList<(string Value, string Text)> Caps = [.. new[] { 100, 1_000, 10_000 }.Select(n => (n.ToString(CultureInfo.InvariantCulture), Humanise.Count(n, "row")))];
    private readonly Loaded<IReadOnlyList<DatabaseSummary>> _databases = new();
    private readonly Loaded<IReadOnlyList<DatabaseTable>> _tables = new();
    private readonly Dictionary<string, IReadOnlyList<DatabaseTable>> _schemas = [];
    private readonly Dictionary<string, QueryLanguage> _languages = [];
    private IReadOnlyList<string> _chosen = [];
    private string _sql = "";
    private string _memory = "";
    private string? _hint;
    private int _maxRows = 1_000;
    private bool _isRestored;
    private SidePanel _panel;
    private SavedQuery? _opened;
    private ResultComparison? _comparison;
    private SqlCompletion? _completion;
    private QueryWork _work = null!;
    private SqlEditor _editor = null!;
    private QueryLibrary? _library;
    private SaveQuery _save = null!;

    /// <summary>The chosen databases with commas between, kept in the address.</summary>
    [SupplyParameterFromQuery]
    public string? Databases { get; set; }

    /// <summary>One database, as older links name it.</summary>
    [SupplyParameterFromQuery]
    public string? Database { get; set; }

    /// <summary>The saved query that is open.</summary>
    [SupplyParameterFromQuery]
    public long? Saved { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Person { get; set; } = null!;

    [Inject]
    private QueryClient Client { get; set; } = null!;

    [Inject]
    private QueryLibraryClient LibraryClient { get; set; } = null!;

    [Inject]
    private DatabasesClient DatabasesClient { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private int? FirstOffset => _sql == _work.Sql ? _work.Answers.Select(a => a.Failure?.Offset).FirstOrDefault(o => o is not null) : null;

    /// <inheritdoc />
    public void Dispose() => _work.Dispose();

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _work = new QueryWork(Client);
        _memory = $"mds-query:{(await Person).User.Identity?.Name}";
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        await _databases.ReadAsync(() => DatabasesClient.ListAsync(CancellationToken.None));
        if (_databases.Value is not { Count: > 0 } databases)
            return;
        _chosen = QueryAddress.Chosen(Databases, Database, [.. databases.Select(d => d.Name)]);
        StateHasChanged();
        await ReadSchemasAsync();
    }

    // After the editor is there: what the address names goes before what the browser remembers.
    private async Task RestoreAsync(string? remembered)
    {
        _isRestored = true;
        if (Saved is { } id && await FindSavedAsync(id) is { } saved)
            await OpenSavedAsync(saved);
        else if (!string.IsNullOrEmpty(remembered))
            await OfferAsync(remembered);
        else
            await OfferFirstAsync();
    }

    // Something to begin with; the tables may be read before the editor is there, or after.
    private async Task OfferFirstAsync()
    {
        if (_isRestored && _sql.Length == 0 && Saved is null && _tables.Value is [var table, ..] && _editor is not null)
            await OfferAsync($"SELECT * FROM {table.Name} LIMIT 50");
    }

    private async Task OfferAsync(string text) => _sql = await _editor.OfferAsync(text) ?? _sql;

    private async Task<SavedQuery?> FindSavedAsync(long id)
    {
        try
        {
            var found = (await LibraryClient.SavedAsync(CancellationToken.None)).FirstOrDefault(q => q.Id == id);
            if (found is null)
                _hint = "The saved query of this address does not exist any more, or is not shared with you.";
            return found;
        }
        catch (ApiException e)
        {
            _hint = $"The saved query could not be read. {e.Message}";
            return null;
        }
    }

    private async Task ChooseAsync(IReadOnlyList<string> names)
    {
        _chosen = names;
        Remember();
        await ReadSchemasAsync();
    }

    private void Remember() => Navigation.NavigateTo(QueryAddress.Of(_chosen, _opened?.Id), replace: true);

    private async Task ReadSchemasAsync()
    {
        _tables.Clear();
        if (_chosen is not [var first, ..])
            return;
        await _tables.ReadAsync(() => TablesAsync(first));

        // A database that is away has no tables to complete; the first one's error is shown beside the editor.
        foreach (var name in _chosen.Skip(1))
            await new Loaded<IReadOnlyList<DatabaseTable>>().ReadAsync(() => TablesAsync(name));
        foreach (var name in _chosen.Where(n => !_languages.ContainsKey(n)))
            await new Loaded<QueryLanguage>().ReadAsync(async () => _languages[name] = await Client.LanguageAsync(name, CancellationToken.None));
        _completion = new SqlCompletion(
            _chosen.Where(_schemas.ContainsKey).ToDictionary(n => n, n => _schemas[n]), [.. _chosen.Where(_languages.ContainsKey).Select(n => _languages[n])]);
        await OfferFirstAsync();
    }

    private async Task<IReadOnlyList<DatabaseTable>> TablesAsync(string name) =>
        _schemas.TryGetValue(name, out var known) ? known : _schemas[name] = await DatabasesClient.TablesAsync(name, CancellationToken.None);

    private IReadOnlyList<SqlSuggestion> Complete(string text, int caret) => _completion?.At(text, caret) ?? [];

    private void Typed(string text)
    {
        _sql = text;
        _hint = null;
    }

    private async Task PutAsync(string text)
    {
        _sql = text;
        await _editor.SetTextAsync(text);
    }

    private async Task InsertAsync(string text) => _sql = await _editor.InsertAsync(text) ?? _sql + text;

    private Task CapAsync(string? rows)
    {
        _maxRows = int.Parse(rows ?? "1000", CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private Task RunAsync() => AskAsync(() => _work.RunAsync(_chosen, _sql, _maxRows, Changed));

    private Task ExplainAsync() => AskAsync(() => _work.ExplainAsync(_chosen, _sql, Changed));

    private void Changed() => _ = InvokeAsync(StateHasChanged);

    private async Task AskAsync(Func<Task> ask)
    {
        if (_work.IsRunning)
            return;
        _hint = _chosen.Count == 0 ? "Choose at least one database." : string.IsNullOrWhiteSpace(_sql) ? "Write a statement first." : null;
        if (_hint is not null)
            return;
        _comparison = null;
        await _editor.MarkAsync(null, "");
        var asked = ask();

        // The first await above has drawn the page already, before anything ran: Cancel has to show now.
        StateHasChanged();
        await asked;
        Compare();
        if (FirstOffset is { } offset)
            await _editor.MarkAsync(offset, _work.Answers.First(a => a.Failure?.Offset == offset).Failure!.Message);
        if (_panel == SidePanel.History && _library is not null)
            await _library.RefreshAsync();
    }

    private void Compare()
    {
        var results = _work.Results;
        if (results.Count >= 2)
            _comparison = ResultComparison.Of(results, ResultComparison.GuessKey(results[0], _work.Sql, _chosen.Where(_schemas.ContainsKey).SelectMany(n => _schemas[n])));
    }

    private void Match(IReadOnlyList<string> key) => _comparison = ResultComparison.Of(_work.Results, key);

    private Task SaveAsync() => _save.ShowAsync(_opened, _sql, _chosen);

    private async Task SavedAsync(SavedQuery saved)
    {
        _opened = saved;
        Remember();
        if (_panel == SidePanel.Saved && _library is not null)
            await _library.RefreshAsync();
        _panel = SidePanel.Saved;
    }

    private async Task OpenSavedAsync(SavedQuery saved)
    {
        _opened = saved;
        await PutAsync(saved.Sql);
        await ChooseKnownAsync(saved.Databases);
    }

    private async Task RerunAsync(QueryRun run)
    {
        _opened = null;
        await PutAsync(run.Sql);
        await ChooseKnownAsync(run.Databases);
        await RunAsync();
    }

    private async Task ChooseKnownAsync(IReadOnlyList<string> names)
    {
        var known = _databases.Value!.Select(d => d.Name).Where(names.Contains).ToList();
        if (known.Count < names.Count)
            _hint = $"Not there any more: {string.Join(", ", names.Except(known))}.";
        await ChooseAsync(known.Count > 0 ? known : _chosen);
    }

    private async Task DownloadAsync(QueryResponse result) =>
        await Js.InvokeVoidAsync("mdsDownload", $"{result.Database}.csv", "text/csv;charset=utf-8", Csv.Write(result.Columns.Select(column => column.Name), result.Rows));
}
